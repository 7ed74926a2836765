import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Memento } from 'vscode';
import { silentLog } from '../../src/base/log';
import { readConnections } from '../../src/connections/connection';
import { ConnectionMemory } from '../../src/connections/connectionMemory';
import { DocumentFiles } from '../../src/documents/documentFiles';
import { EarlierVersions } from '../../src/documents/earlierVersions';
import { LedgerFiles } from '../../src/uploads/queue/ledgerFiles';
import {
  copyGlobalStorage,
  copyWorkspaceStorage,
  firstConnectionId as connectionId,
  firstMemory,
  firstSettings,
  firstUrl,
} from '../support/profile/firstProfile';
import { withTemporaryFolder } from '../support/temporaryFolder';

describe('A profile that version 0.1 wrote', () => {
  const folder = withTemporaryFolder();
  const path = (...names: string[]): string => join(folder().path, ...names);

  before(() => {
    copyGlobalStorage(path('global'));
    copyWorkspaceStorage(path('workspace'));
  });

  it('gives back its connection, and the key of its token', () => {
    const { connections, invalid } = readConnections(firstSettings()['domoStreams.connections']);
    assert.deepEqual(connections, [
      { id: connectionId, name: 'Acme', url: firstUrl, readOnly: false },
    ]);
    assert.deepEqual(invalid, []);
    assert.deepEqual(Object.keys(firstMemory().secrets), [
      `domoStreams.token:${connectionId}:${firstUrl}`,
    ]);
  });

  it('gives back what was found out about the connection', () => {
    const { globalState } = firstMemory();
    const memory = new ConnectionMemory({
      get: (key: string, otherwise?: unknown) => globalState[key] ?? otherwise,
    } as unknown as Memento);
    assert.equal(memory.uploadRoute(connectionId), 'data');
    assert.ok((memory.uploadSpeed(connectionId) ?? 0) > 1_000_000);
    assert.deepEqual(memory.searches(connectionId), [
      { key: 'dataSource.name', value: '*Customers*' },
    ]);
  });

  it('gives back its unfinished uploads, and sets none aside', async () => {
    const { uploads, setAside } = await new LedgerFiles(path('global', 'uploads')).load();
    assert.deepEqual(setAside, []);
    const byName = uploads.map(({ upload, streamId, after, choices }) => ({
      file: (upload.conversion?.original ?? upload.source).path,
      streamId,
      accepted: upload.accepted,
      cuts: upload.cuts.map(({ start, end }) => [start, end]),
      executionId: upload.execution?.executionId,
      waits: after !== undefined,
      choices,
    }));
    const choices = (updateMethod: string) => ({ updateMethod, hasHeader: true });
    assert.deepEqual(byName, [
      {
        ...{ file: '/srv/loads/january.csv', streamId: 105, accepted: [1], executionId: 14 },
        cuts: [
          [14, 1_049_448],
          [1_049_448, 2_098_976],
        ],
        ...{ waits: false, choices: choices('REPLACE') },
      },
      {
        ...{ file: '/srv/loads/february.csv', streamId: 105, accepted: [] },
        ...{ executionId: undefined, cuts: [], waits: true, choices: choices('APPEND') },
      },
      {
        ...{ file: '/srv/loads/march.csv', streamId: 113, accepted: [1], executionId: 1 },
        cuts: [
          [14, 1_049_408],
          [1_049_408, 2_098_898],
        ],
        ...{ waits: false, choices: choices('REPLACE') },
      },
    ]);
    const [converted] = readdirSync(path('global', 'converted'));
    assert.equal(converted, `${uploads[2]?.upload.uploadId}.csv`);
  });

  it('gives back its draft, and the template of its new stream', async () => {
    const store = new DocumentFiles(path('workspace', 'documents'), silentLog);
    const customers = await store.get(
      `domo-stream:/${connectionId}/streams/102/Customers%20%E2%88%95%20Loyalty.stream.json`,
    );
    assert.match(customers?.draft ?? '', /"description": "Kept as a draft by 0\.1",/);
    assert.equal(customers?.base['id'], 102);
    const created = await store.get(`domo-stream:/${connectionId}/new/1.stream.json`);
    assert.match(created?.template?.text ?? '', /"name": "New DataSet"/);
  });

  it('gives back its earlier versions, the newest first', async () => {
    const history = new EarlierVersions(path('global', 'history'));
    const versions = await history.list({ type: 'stream', connectionId, streamId: 101 });
    const texts = versions.map(
      ({ body }) => (body['dataSource'] as { description: string }).description,
    );
    assert.deepEqual(texts, [
      'First change',
      'Every order of the web shop, one row per line item. Replaced each night.',
    ]);
  });
});
