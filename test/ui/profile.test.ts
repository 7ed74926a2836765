import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../../tools/common/paths';
import {
  copyGlobalStorage,
  copyWorkspaceStorage,
  firstConnectionId,
  firstMemory,
  firstRows,
  firstSettings,
  firstUrl,
  moveUploads,
  writeFirstFiles,
  type FirstRecord,
} from '../support/profile/firstProfile';
import { makeSeededExtension } from '../support/profile/seededExtension';
import { DocumentWindows, editorLine, SandboxStreams } from '../support/ui/documents';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';
import { eventually } from '../support/vscode/eventually';

const startMinutes = 15;
const extensionId = 'streams-for-domo.domo-streams';
const token = Object.values(firstMemory().secrets)[0] ?? '';

describe('A profile that version 0.1 wrote, in a newer version', () => {
  let session: UiSession;
  let workbench: Workbench;
  const directory = temporaryDirectory('profile');
  const streams = new SandboxStreams(() => session.sandbox);
  const windows = new DocumentWindows(() => session);
  const extension = join(directory.path, 'extension');

  const userData = (): string => join(session.host.serverDataDirectory, 'data', 'User');

  /** An execution with the parts that version 0.1 had sent, cut from the same bytes. */
  async function openExecution({ streamId, job }: FirstRecord) {
    const bytes = new Uint8Array(await readFile(job.source.path));
    const sent = job.cuts.filter(({ number }) => job.accepted.includes(number));
    return streams.openExecution(
      streamId,
      sent.map(({ start, end }) => bytes.slice(start, end)),
    );
  }

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({
      extension,
      sandboxArguments: ['--token', token],
      prepare: ({ url }) => {
        const { globalState, secrets } = firstMemory();
        const moved: Record<string, string> = {};
        for (const [key, value] of Object.entries(secrets))
          moved[key.replace(firstUrl, url)] = value;
        makeSeededExtension(extension, { globalState, secrets: moved });
        const id = firstConnectionId;
        return {
          ...firstSettings(),
          'domoStreams.connections': [{ id, name: 'Acme', url }],
        };
      },
    });
    writeFirstFiles(session.workspace);
    const globalStorage = join(userData(), 'globalStorage', extensionId);
    copyGlobalStorage(globalStorage);
    await moveUploads(globalStorage, session.workspace, openExecution);
    workbench = await windows.open();
  });

  after(async () => {
    await session.close();
    directory.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-profile');
  });

  it('resumes all its uploads, and loads each row once', async () => {
    await workbench.openViewContainer('Domo Streams');
    const offer = workbench.notification(/3 uploads were interrupted/);
    await offer.waitFor();
    await workbench.screenshot('profile-uploads');
    await offer.getByRole('button', { name: 'Resume All' }).click();
    for (const month of ['january', 'february', 'march'])
      await workbench.treeItem(new RegExp(`^Upload of ${month}.csv .* done, 2,600 rows`)).waitFor();
    const [roaster, ideas] = [await streams.rowsIn(105), await streams.rowsIn(113)];
    assert.ok(roaster === firstRows('january') + firstRows('february'), 'other rows arrived');
    assert.ok(ideas === firstRows('march'), 'other rows arrived');
  });

  it('uses its token, and offers its search again', async () => {
    await workbench.expand(/^Connection Acme/);
    await workbench.treeItem(/^Stream Orders/).waitFor();
    await workbench.runCommand('Domo Streams: Search Streams…');
    await workbench.quickInput.option(/Customers.*DataSet name contains this/).waitFor();
    await workbench.quickInput.cancel();
  });

  it('opens its draft with what was typed, and sends it to Domo', async () => {
    // Its folder is named after the folder that the window has open.
    const storage = join(userData(), 'workspaceStorage');
    const [workspace = ''] = readdirSync(storage);
    copyWorkspaceStorage(join(storage, workspace, extensionId));
    await workbench.treeItem(/^Stream Customers/).click();
    await editorLine(workbench, 'Kept as a draft by 0.1').waitFor();
    await workbench.screenshot('profile-draft');
    await workbench.runCommand('Domo Streams: Save to Domo');
    const isSent = async (): Promise<boolean> =>
      (await streams.descriptionOf(102)) === 'Kept as a draft by 0.1';
    await eventually('the draft is in Domo', isSent);
  });

  it('offers its earlier versions', async () => {
    await workbench.treeItem(/^Stream Orders/).click();
    await workbench.editorTab(/^Orders/).waitFor();
    await workbench.runCommand('Domo Streams: Restore Earlier Version…');
    await workbench.quickInput.option(/./).nth(1).waitFor();
    assert.equal(await workbench.quickInput.option(/./).count(), 2);
    await workbench.screenshot('profile-versions');
    await workbench.quickInput.cancel();
  });
});
