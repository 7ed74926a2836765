import { SandboxStreams } from '../support/ui/documents';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('Notify When It Ends', () => {
  let session: UiSession;
  let workbench: Workbench;
  const streams = new SandboxStreams(() => session.sandbox);

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({ settings: { 'domoStreams.executions.pollSeconds': 1 } });
    workbench = await session.openWorkbench();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-notify');
  });
  after(() => session.close());

  it('needs no view, as the extension starts with VS Code', async () => {
    await workbench.runCommand('Developer: Show Running Extensions');
    await workbench.page
      .locator('.runtime-extensions-editor .extension', { hasText: 'Streams for Domo' })
      .waitFor();
    await workbench.screenshot('notify-running-extensions');
    // It is shown in a box over the workbench, which closes with its own button.
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.monaco-modal-editor-block').waitFor({ state: 'hidden' });
  });

  it('survives a reload', async () => {
    await workbench.openViewContainer('Domo Streams');
    const executionId = await streams.execute(101);
    await workbench.runCommand('Domo Streams: Refresh');
    await workbench.expand(/^Stream Orders/);
    const row = workbench.treeItem(new RegExp(`^Execution ${executionId}, ACTIVE`));
    await workbench.chooseFromMenu(row, 'Notify When It Ends');
    await workbench.treeItem(new RegExp(`^Execution ${executionId}, .*you will be told`)).waitFor();
    await workbench.openViewContainer('Explorer');
    await workbench.page.reload();
    await workbench.activityBarItem('Explorer').waitFor();
    await streams.abort(101, executionId);
    const ended = `Orders: execution ${executionId} has ended. ABORTED`;
    await workbench.notification(ended).waitFor();
    await workbench.screenshot('notify-after-reload');
    // Once is enough: the next window doesn't wait for it any more.
    await workbench.page.reload();
    await workbench.openViewContainer('Domo Streams');
    await workbench.treeItem(/^Stream Orders/).waitFor();
    await workbench.notification(ended).waitFor({ state: 'detached' });
  });
});
