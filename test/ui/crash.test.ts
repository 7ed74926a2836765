import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dirtyTab,
  DocumentWindows,
  editorLine,
  openStream,
  SandboxStreams,
  typeDescription,
} from '../support/ui/documents';
import { killExtensionHosts } from '../support/ui/extensionHost';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const longestMilliseconds = 180_000;
const dataSet = '64252425-607d-407d-a798-47985bd1e9fc';
const rowsOf = (name: string): string =>
  Array.from({ length: 60_000 }, (_, row) => `${row},"${name} ${row}, with a comma",7\n`).join('');
const names = ['week-1', 'week-2'];

describe('What an extension host that is killed leaves', () => {
  let session: UiSession;
  const windows = new DocumentWindows(() => session);
  const streams = new SandboxStreams(() => session.sandbox);

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({
      settings: { 'domoStreams.upload.partSizeMiB': 1, 'domoStreams.upload.concurrency': 1 },
    });
    for (const name of names)
      writeFileSync(join(session.workspace, `${name}.csv`), `id,note,value\n${rowsOf(name)}`);
  });

  afterEach(async function () {
    await streams.setFaults([]);
    await windows.closeAll(this.currentTest?.isFailed() ? 'crash' : undefined);
  });

  after(() => session.close());

  /** Until then the editor knows of no way to save, and asks for another file. */
  async function saveOnceHostIsBack(workbench: Workbench): Promise<void> {
    while ((await dirtyTab(workbench).count()) > 0) {
      await workbench.page.keyboard.press('Escape');
      await workbench.page.keyboard.press('Control+S');
      await workbench.page.waitForTimeout(2_000);
    }
  }

  it('is a document with its text, which saves like any other', async () => {
    const workbench = await windows.open();
    await openStream(workbench, 'Orders');
    await typeDescription(workbench, 'Typed before the crash');
    await dirtyTab(workbench).waitFor();
    assert.equal(killExtensionHosts(session.sandbox), 1);
    await editorLine(workbench, 'Typed before the crash').click();
    await workbench.screenshot('crash-document');
    await saveOnceHostIsBack(workbench);
    assert.equal(await streams.descriptionOf(101), 'Typed before the crash');
  });

  it('is all uploads, which go on in their order', async function () {
    // Two windows load, one of them anew, and six parts take 1.5 s each.
    this.timeout(longestMilliseconds);
    const workbench = await windows.open();
    await streams.setFaults([{ method: 'PUT', path: '**/parts/*', delayMs: 1500 }]);
    await workbench.selectTogether('week-1.csv', 'week-2.csv');
    await workbench.chooseFromMenu(workbench.treeItem('week-2.csv'), 'Upload to Stream…');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.quickInput.type('roaster');
    await workbench.quickInput.pickOnly(/Roaster/);
    await workbench.quickInput.option(/Upload week-1\.csv and 1 more/).waitFor();
    await workbench.quickInput.accept();
    await workbench.notification(/1 of 3 parts/).waitFor();
    assert.equal(killExtensionHosts(session.sandbox), 1);
    const offer = workbench.notification(/2 uploads were interrupted/);
    await offer.waitFor({ timeout: 60_000 });
    await workbench.openViewContainer('Domo Streams');
    await workbench.screenshot('crash-uploads');
    await streams.setFaults([]);
    await offer.getByRole('button', { name: 'Resume All' }).click();
    await workbench.notification(/2 files → .*60,000 rows, .*60,000 rows/).waitFor();
    await workbench.screenshot('crash-resumed');
    const arrived = await streams.rowsOf(dataSet);
    const inOrder = names.map(rowsOf).join('');
    assert.ok(arrived === inOrder, 'other rows are in the DataSet');
  });
});
