import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UiSession } from '../support/ui/session';
import { ToolCaller } from '../support/ui/toolCaller';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('In a folder that is not trusted', () => {
  const caller = new ToolCaller();
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    session = await UiSession.start({
      settings,
      asksForTrust: true,
      otherExtensions: [caller.folder],
    });
    workbench = await session.openWorkbench();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-restricted');
  });
  after(async () => {
    await session.close();
    caller.remove();
  });

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

  it('tools for language models read, after their question', async () => {
    await caller.call(workbench, 'domo_list_executions', { streamId: 101 });
    const question = workbench.dialog(/List executions of the connection “Sandbox”\?/);
    await workbench.screenshot('restricted-tool');
    await question.getByRole('button', { name: 'Yes' }).click();
    await workbench.notification(/Data from Domo, connection sandbox/).waitFor();
  });

  it('tasks are not even listed before it is trusted', async () => {
    const task = { type: 'domo-upload', connection: 'sandbox', stream: 101 };
    const tasks = [{ ...task, label: 'feed', file: 'sample-orders.csv' }];
    mkdirSync(join(session.workspace, '.vscode'), { recursive: true });
    const file = join(session.workspace, '.vscode', 'tasks.json');
    writeFileSync(file, JSON.stringify({ version: '2.0.0', tasks }));
    await workbench.runCommand('Tasks: Run Task');
    const question = workbench.dialog(/Do you trust the authors/);
    await question.getByText(/running tasks requires/).waitFor();
    await workbench.screenshot('restricted-task');
    await question.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await workbench.treeItem(/^Upload of/).count(), 0);
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
