import assert from 'node:assert/strict';
import { GlobalsWatcher } from '../support/ui/globalsWatcher';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('The globals that all extensions share', () => {
  const watcher = new GlobalsWatcher();
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({ otherExtensions: [watcher.folder] });
    workbench = await session.openWorkbench();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-globals');
  });
  after(async () => {
    await session.close();
    watcher.remove();
  });

  it('stay as they are while a connection is used and a schedule is shown', async () => {
    await workbench.runCommand(watcher.title);
    await workbench.notification('Globals noted').waitFor();
    await workbench.openViewContainer('Domo Streams');
    await workbench.expand(/^Stream Orders/);
    await workbench
      .treeItem(/^Execution \d/)
      .first()
      .waitFor();
    await workbench.treeItem(/^Stream Facebook/).hover();
    await workbench.page.locator('.monaco-hover', { hasText: 'Facebook' }).first().waitFor();
    await workbench.runCommand(watcher.title);
    const changed = workbench
      .notification(/^Changed globals/)
      .locator('.notification-list-item-message');
    assert.equal(await changed.innerText(), 'Changed globals: none');
  });
});
