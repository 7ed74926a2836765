import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { followLink } from '../support/ui/links';
import { UiSession } from '../support/ui/session';
import { ToolCaller } from '../support/ui/toolCaller';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

/** Before a window is opened, as the editor takes its time to notice a new one. */
function writeTask(workspace: string): void {
  const task = { type: 'domo-upload', connection: 'sandbox', stream: 102 };
  const tasks = [{ ...task, label: 'feed customers', file: 'sample-customers.csv' }];
  const folder = join(workspace, '.vscode');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tasks.json'), JSON.stringify({ version: '2.0.0', tasks }));
}

describe('What reaches the extension from outside', () => {
  const caller = new ToolCaller();
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({ otherExtensions: [caller.folder] });
    writeTask(session.workspace);
    workbench = await session.openWorkbench();
    await workbench.openViewContainer('Domo Streams');
    await workbench.treeItem(/^Stream Orders/).waitFor();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-integrations');
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Notifications: Clear All Notifications');
  });
  after(async () => {
    await session.close();
    caller.remove();
  });

  it('as a link opens a stream, after the editor’s question and ours', async () => {
    await followLink(workbench, 'instance=sandbox:&stream=102');
    const question = workbench.dialog(/Open stream 102 over the connection Sandbox/);
    await question.getByText(/read from the built-in sandbox/).waitFor();
    await workbench.screenshot('integrations-link');
    await question.getByRole('button', { name: 'Open' }).click();
    await workbench.editorTab(/^Customers/).waitFor();
  });

  it('as a link to an instance that is not connected yet has it added, and opens the stream there', async () => {
    const { url, token } = session.sandbox;
    await followLink(workbench, `instance=${encodeURIComponent(url)}&stream=105&execution=1`);
    const question = workbench.dialog(`There is no connection to ${url} yet`);
    await workbench.screenshot('integrations-link-add');
    await question.getByRole('button', { name: 'Add Connection' }).click();
    await workbench.quickInput.waitFor(/token/);
    await workbench.screenshot('integrations-link-token');
    await workbench.quickInput.typeAndAccept(token);
    await workbench.quickInput.waitFor(/name/i);
    await workbench.quickInput.typeAndAccept('From a link');
    await workbench.treeItem(/^Connection From a link/).waitFor();
    await workbench.editorTab(/1\.execution\.json/).waitFor();
  });

  it('as a tool for language models is answered after a question alone', async () => {
    const connection = 'sandbox';
    await caller.call(workbench, 'domo_read_stream', { connection, streamId: 101 });
    const question = workbench.dialog(/Read a stream of the connection “Sandbox”\?/);
    await question.getByText(/Stream 101.*Names, states and errors go to the/s).waitFor();
    await workbench.screenshot('integrations-tool');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await workbench.notification(/^Refused: /).waitFor();
    await caller.call(workbench, 'domo_read_stream', { connection, streamId: 101 });
    await question.getByRole('button', { name: 'Yes' }).click();
    await workbench.notification(/Data from Domo, connection sandbox/).waitFor();
  });

  it('as a task runs without further questions, and shows what it does', async () => {
    await workbench.runCommand('Tasks: Run Task');
    await workbench.quickInput.pick(/feed customers/);
    await workbench.treeItem(/^Upload of sample-customers\.csv.* done/).waitFor();
    await workbench.screenshot('integrations-task');
  });
});
