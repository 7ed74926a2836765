import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('In a folder that is not trusted', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    session = await UiSession.start({ settings, asksForTrust: true });
    workbench = await session.openWorkbench();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-restricted');
  });
  after(() => session.close());

  /** The lock on the tab of the stream's document. */
  const lock = (): Locator =>
    workbench.editorTab('Orders.stream.json').locator('.monaco-decoration-badge');

  it('streams are shown and opened, and nothing is changed', async () => {
    await workbench.openViewContainer('Domo Streams');
    await workbench.treeItem(/^Connection Sandbox, .*read-only/).waitFor();
    await workbench.expand(/^Connection Sandbox/);
    const orders = workbench.treeItem(/^Stream Orders/);
    await orders.click();
    await lock().waitFor();
    await workbench.screenshot('restricted-mode');
    await workbench.runCommand('Domo Streams: Start Execution');
    const refusal = workbench.notification(/In Restricted Mode nothing is changed in Domo/);
    await refusal.waitFor();
    await workbench.screenshot('restricted-refusal');
    assert.ok(await refusal.getByText('Manage Workspace Trust').isVisible());
  });

  it('all works as soon as it is trusted', async () => {
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await workbench.page.locator('.workspace-trust-buttons-row .monaco-button').first().click();
    await workbench.openViewContainer('Domo Streams');
    const row = workbench.treeItem(/^Connection Sandbox/);
    await row.and(workbench.page.locator(':not([aria-label*="read-only"])')).waitFor();
    await lock().waitFor({ state: 'detached' });
    await workbench.screenshot('restricted-trusted');
  });
});
