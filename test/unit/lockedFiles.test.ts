import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeFile, renameFile, writeWhole } from '../../src/base/files';
import { silentLog } from '../../src/base/log';
import { StateFile } from '../../src/sandbox/stateFile';
import { convertedPath, discardConverted } from '../../src/uploads/formats/convertedFile';
import { EarlierVersions } from '../../src/documents/earlierVersions';
import { DocumentFiles } from '../../src/documents/documentFiles';
import { removeForgotten } from '../../src/uploads/queue/forgottenFiles';
import { failureOf } from '../support/collect';
import { cutOf, ledgerStream, recordOf, withLedger } from '../support/ledgers';
import { LockedFiles, withLockedFiles } from '../support/lockedFiles';
import { withTemporaryFolder } from '../support/temporaryFolder';

describe('While every second rename and delete fails at first', () => {
  const folder = withTemporaryFolder();
  const window = withLedger();
  const locked = withLockedFiles();
  const path = (...names: string[]): string => join(folder().path, ...names);

  afterEach(() => assert.ok(locked().failures > 0, 'nothing was blocked'));

  it('an upload is recorded, part by part, and forgotten', async () => {
    await window().hold();
    const record = recordOf('one', []);
    await window().ledger.save(record);
    record.upload.cuts.push(cutOf(1));
    record.upload.accepted.push(1);
    await window().ledger.save(record);
    const [loaded] = (await window().loadLater()).uploads;
    assert.deepEqual(loaded?.upload.accepted, [1]);
    await window().ledger.remove('one');
    await window().ledger.locks.release(ledgerStream);
    assert.deepEqual([window().files(), window().locks()], [[], []]);
  });

  it('a record that can’t be read is set aside', async () => {
    writeFileSync(join(window().directory, 'one.json'), '{');
    assert.equal((await window().ledger.load()).setAside.length, 1);
  });

  it('a draft is kept, replaced and forgotten', async () => {
    const store = new DocumentFiles(path('documents'), silentLog);
    const key = 'domo-stream:/acme/streams/1/x.stream.json';
    for (const draft of ['{', '{ ']) await store.set(key, { base: { id: 1 }, draft });
    const later = new DocumentFiles(path('documents'), silentLog);
    assert.equal((await later.get(key))?.draft, '{ ');
    await store.forget('acme');
  });

  it('earlier versions are kept, and old ones dropped', async () => {
    const history = new EarlierVersions(path('history'), 1);
    const address = { type: 'stream', connectionId: 'acme', streamId: 1 } as const;
    for (const id of [1, 2]) await history.add(address, { id });
    assert.deepEqual(
      (await history.list(address)).map(({ body }) => body),
      [{ id: 2 }],
    );
    await history.forget('acme');
  });

  it('converted files are removed', async () => {
    mkdirSync(path('converted'));
    writeFileSync(convertedPath(path('converted'), 'one'), 'x');
    await discardConverted(path('converted'), 'one');
    assert.deepEqual(readdirSync(path('converted')), []);
    await removeForgotten(path('converted'), window().ledger);
  });

  it('the state of the sandbox is written', async () => {
    const state = { version: 1, anchorSeconds: 0, executions: [] } as const;
    const streams = { nextId: 1, deleted: [], changed: [] };
    const file = new StateFile(path('state.json'), () => ({ ...state, streams }));
    file.schedule();
    await file.flush();
    assert.ok(readdirSync(folder().path).includes('state.json'));
  });
});

describe('A file that another program does not let go of', () => {
  const folder = withTemporaryFolder();

  it('is reported after two seconds, and no temporary file is left', async () => {
    const target = join(folder().path, 'target.json');
    const locked = new LockedFiles((_nth, path) => path.startsWith(target) && path !== target);
    try {
      const failure = failureOf(renameFile(`${target}.new`, target));
      assert.match((await failure).message, /^E(PERM|BUSY)/);
    } finally {
      locked.release();
    }
    mkdirSync(join(target, 'folder'), { recursive: true });
    await failureOf(writeWhole(target, 'text'));
    assert.deepEqual(readdirSync(folder().path), ['target.json']);
    await removeFile(join(folder().path, 'missing'));
  });
});
