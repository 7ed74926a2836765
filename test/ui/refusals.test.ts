import type { Locator } from 'playwright-core';
import { SandboxStreams } from '../support/ui/documents';
import { pageOf } from '../support/ui/pages';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const refusal = /This token may not do that/;

describe('A click that Domo refuses', () => {
  let session: UiSession;
  let workbench: Workbench;
  const streams = new SandboxStreams(() => session.sandbox);

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
    workbench = await session.openWorkbench();
    await workbench.openViewContainer('Domo Streams');
    await workbench.expand(/^Stream Orders/);
    await workbench
      .treeItem(/^Execution \d/)
      .first()
      .waitFor();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-refusals');
    await streams.setFaults([]);
    await workbench.runCommand('Notifications: Clear All Notifications');
  });
  after(() => session.close());

  /** Clicks while Domo refuses everything, and waits for the message. */
  async function refused(click: () => Promise<void>): Promise<void> {
    await streams.setFaults([{ path: '/api/**', nth: 'every', status: 403 }]);
    await click();
    await workbench.notification(refusal).waitFor();
    await streams.setFaults([]);
    await workbench.runCommand('Notifications: Clear All Notifications');
  }

  const orders = (): Locator => workbench.treeItem(/^Stream Orders/);
  const execution = (): Locator => workbench.treeItem(/^Execution \d/).first();

  it('on a row of the tree, or on a button in it, says why', async () => {
    await refused(() => execution().click());
    await workbench.screenshot('refusals-row');
    await refused(async () => {
      await orders().hover();
      await orders().getByRole('button', { name: 'Show Run History' }).click();
    });
    await refused(async () => {
      await execution().hover();
      await execution().getByRole('button', { name: 'Show Execution Details' }).click();
    });
  });

  it('on a run in the run history says why', async () => {
    await workbench.chooseFromMenu(orders(), 'Show Run History');
    const run = pageOf(workbench).locator('tr[data-execution]').first();
    await run.waitFor();
    await refused(() => run.click());
    await workbench.runCommand('View: Close All Editors');
  });

  it('on a button of the page of an execution says why', async () => {
    await workbench.chooseFromMenu(execution(), 'Show Execution Details');
    const page = pageOf(workbench);
    await page.getByRole('button', { name: 'Open as JSON' }).waitFor();
    for (const name of ['Open as JSON', 'Show Run History'])
      await refused(() => page.getByRole('button', { name }).click());
    await workbench.screenshot('refusals-page');
    await workbench.runCommand('View: Close All Editors');
  });

  it('on the button of a message about an upload says why', async () => {
    await workbench.openViewContainer('Explorer');
    await workbench.chooseFromMenu(workbench.treeItem('sample-customers.csv'), 'Upload to Stream…');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.quickInput.type('customers');
    await workbench.quickInput.pickOnly(/Customers/);
    await workbench.quickInput.waitFor(/Press Enter to upload/);
    await workbench.quickInput.accept();
    const open = workbench
      .notification(/rows in Domo/)
      .getByRole('button', { name: 'Open Execution' });
    await open.waitFor();
    await refused(() => open.click());
  });
});
