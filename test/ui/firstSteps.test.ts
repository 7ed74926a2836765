import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../../tools/common/processes';
import { UiSession, type UiSessionOptions } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const orders = { streamId: 101, dataSet: 'e982cf4a-c5fd-4335-aee3-982b5bd1e9f0' };

firstSteps('A newcomer', 'built', () => Promise.resolve({}));

firstSteps('A newcomer with the package in the oldest VS Code', 'packaged', async () => {
  // What is known against packages changes from day to day: that is no matter of a test.
  const script = join(process.cwd(), 'out/tools/package/main.js');
  await runQuietly(process.execPath, [script, '--without-audit']);
  return { version: '1.100', vsix: join(process.cwd(), packageName()) };
});

function packageName(): string {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
  return `${manifest['name'] ?? ''}-${manifest['version'] ?? ''}.vsix`;
}

function firstSteps(title: string, name: string, options: () => Promise<UiSessionOptions>): void {
  describe(title, () => {
    let session: UiSession;
    let workbench: Workbench;

    before(async function () {
      this.timeout(startMinutes * 60_000);
      const noConnection = { 'domoStreams.connections': [] };
      session = await UiSession.start({ ...(await options()), settings: noConnection });
      // What is typed is what stands there.
      const settings = { 'editor.autoClosingQuotes': 'never' };
      workbench = await session.openWorkbench({ settings });
    });

    afterEach(async function () {
      const { currentTest } = this;
      if (currentTest?.isFailed())
        await workbench.screenshot(`failed-${currentTest.title.slice(0, 20)}`);
    });

    after(() => session.close());

    async function ask(path: string): Promise<string> {
      const { url, token } = session.sandbox;
      const answer = await fetch(`${url}${path}`, { headers: { 'X-DOMO-Developer-Token': token } });
      return answer.text();
    }

    it('connects, and can correct an address and a token that are wrong', async () => {
      await workbench.openViewContainer('Domo Streams');
      const { quickInput } = workbench;
      await workbench.screenshot(`${name}-welcome`);
      await workbench
        .view('Streams')
        .locator('.monaco-button', { hasText: 'Add Connection…' })
        .click();
      await quickInput.waitFor(/Your Domo instance/);
      await quickInput.typeAndAccept('http://acme.domo.com');
      await quickInput.waitFor(/Use https/);
      await quickInput.typeAndAccept(session.sandbox.url);
      await quickInput.waitFor(/Access token for/);
      await quickInput.typeAndAccept('wrong');
      await quickInput.waitFor(/Domo refused the token/);
      await workbench.screenshot(`${name}-wrong-token`);
      await quickInput.typeAndAccept(session.sandbox.token);
      await quickInput.waitFor(/A name for the connection/);
      await quickInput.typeAndAccept('Sandbox');
      await workbench.treeItem(/^Connection Sandbox/).waitFor();
    });

    it('sees the streams of the connection and their executions', async () => {
      await workbench.openViewContainer('Domo Streams');
      await workbench.expand(/^Connection Sandbox/);
      await workbench.treeItem(/^Stream Orders/).waitFor();
      await workbench
        .treeItem(/^Stream Orders/)
        .locator('.monaco-tl-twistie')
        .click();
      await workbench.treeItem(/^Execution 6/).waitFor();
      await workbench.screenshot(`${name}-tree`);
    });

    it('opens a stream as JSON, edits it, and the save changes it in Domo', async () => {
      await workbench.treeItem(/^Stream Orders/).click();
      await workbench.editorTab('Orders.stream.json').waitFor();
      const line = workbench.page.locator('.view-line', { hasText: '"description"' }).first();
      await line.waitFor();
      await workbench.screenshot(`${name}-document`);
      await line.click();
      await workbench.page.keyboard.press('Home');
      await workbench.page.keyboard.press('Shift+End');
      await workbench.page.keyboard.press('Delete');
      await workbench.page.keyboard.type('"description": "Edited by hand",');
      await workbench.page.keyboard.press('Control+S');
      await workbench.page.locator('.tab.dirty').waitFor({ state: 'detached' });
      const stream = JSON.parse(await ask(`/api/data/v1/streams/${orders.streamId}`)) as {
        dataSource: { description: string };
      };
      assert.equal(stream.dataSource.description, 'Edited by hand');
      await workbench.screenshot(`${name}-document-saved`);
    });

    it('uploads a CSV by right-click and sees the execution succeed with every row', async () => {
      await workbench.openViewContainer('Explorer');
      await workbench.chooseFromMenu(workbench.treeItem('sample-orders.csv'), 'Upload to Stream…');
      await workbench.quickInput.waitFor(/part of the DataSet/);
      await workbench.quickInput.type('orders');
      await workbench.screenshot(`${name}-upload-pick-stream`);
      await workbench.quickInput.pickOnly(/^Orders/);
      await workbench.quickInput.waitFor(/Press Enter to upload/);
      await workbench.quickInput.option(/Upload sample-orders.csv, .* 500 rows/).waitFor();
      await workbench.screenshot(`${name}-upload-plan`);
      await workbench.quickInput.pick(/REPLACE, .*Drops/);
      await workbench.quickInput.pick(/APPEND, .*added/);
      await workbench.quickInput.option(/REPLACE/).waitFor();
      await workbench.quickInput.pick(/Upload sample-orders.csv/);
      await workbench.notification(/500 rows sent · 500 rows in Domo/).waitFor();
      await workbench.screenshot(`${name}-upload-done`);
      const file = readFileSync(join(session.workspace, 'sample-orders.csv'), 'utf8');
      const arrived = await ask(`/sandbox/datasets/${orders.dataSet}.csv`);
      assert.equal(arrived, file.slice(file.indexOf('\n') + 1));
      await workbench.openViewContainer('Domo Streams');
      await workbench.treeItem(/^Execution 7, SUCCESS, 500 rows/).waitFor();
      await workbench.treeItem(/^Upload of sample-orders.csv/).waitFor();
      await workbench.screenshot(`${name}-upload-in-tree`);
    });
  });
}
