import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { pageOf } from '../support/ui/pages';
import { UiSession } from '../support/ui/session';
import type { Theme } from '../support/ui/themes';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const themes: readonly Theme[] = ['dark', 'light', 'highContrast', 'highContrastLight'];

describe('The tree of a hundred thousand streams', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({ sandboxArguments: ['--streams', '100000'] });
    workbench = await session.openWorkbench();
    await workbench.openViewContainer('Domo Streams');
  });

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.isFailed())
      await workbench.screenshot(`failed-tree-${currentTest.title.slice(0, 20)}`);
  });

  after(() => session.close());

  async function ask(path: string): Promise<string> {
    const { url, token } = session.sandbox;
    return (await fetch(url + path, { headers: { 'X-DOMO-Developer-Token': token } })).text();
  }

  async function listRequests(): Promise<string[]> {
    const requests = JSON.parse(await ask('/sandbox/requests')) as { path: string }[];
    return requests.map(({ path }) => path).filter((path) => path.includes('/streams?'));
  }

  const connection = (): Locator => workbench.treeItem(/^Connection Sandbox/);

  /** Presses a key in the tree, without a click that would open what it hits. */
  async function pressInTree(key: string): Promise<void> {
    await workbench.view('Streams').locator('.monaco-list').focus();
    await workbench.page.keyboard.press(key);
  }

  /** Goes to the last row: again where a row that came meanwhile has taken its place. */
  async function goToEnd(name: string): Promise<void> {
    const last = workbench.treeItem(name);
    const isThere = (): Promise<boolean> =>
      last.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    do await pressInTree('End');
    while (!(await isThere()));
  }

  async function search(text: string, choice: RegExp): Promise<void> {
    await workbench.runCommand('Domo Streams: Search Streams…');
    await workbench.quickInput.waitFor(/Type what to search for/);
    await workbench.quickInput.type(text);
    await workbench.quickInput.pick(choice);
  }

  it('shows its first page after one request', async () => {
    await workbench.treeItem(/^Stream Orders,/).waitFor();
    const lists = await listRequests();
    assert.equal(lists.length, 1, lists.join());
  });

  it('is loaded on at its end', async () => {
    await goToEnd('Load 100 more streams');
    await workbench.screenshot('tree-end');
    await workbench.treeItem('Load 100 more streams').click();
    await workbench.treeItem(/^Stream .*, 1088 /).waitFor();
    assert.equal((await listRequests()).length, 2);
  });

  it('is searched from the key that finds elsewhere, by what is typed', async () => {
    await pressInTree('Home');
    await pressInTree('Control+F');
    await workbench.quickInput.waitFor(/Type what to search for/);
    await workbench.screenshot('tree-search-keys');
    await workbench.quickInput.type('zürich daily');
    await workbench.screenshot('tree-search-typed');
    await workbench.quickInput.pick(/DataSet name contains/);
    await workbench.treeItem(/streams found/).waitFor();
    await workbench.screenshot('tree-searched');
  });

  it('finds the stream of a DataSet whose address is pasted, with all its executions', async () => {
    const stream = JSON.parse(await ask('/api/data/v1/streams/1001')) as {
      dataSource: { id: string };
    };
    const address = `https://acme.domo.com/datasources/${stream.dataSource.id}/details/data/table`;
    await search(address, /DataSet id is/);
    const row = workbench.treeItem(/^Stream .*, 1001 /);
    // The search ends with the focus on what it found, which would lead back from the end.
    await row.and(workbench.page.locator('.focused')).waitFor();
    await row.locator('.monaco-tl-twistie').click();
    await workbench.treeItem(/^Execution 10000,/).waitFor();
    await goToEnd('Load 100 more of 9,900 executions');
    await workbench.screenshot('tree-executions');
  });

  it('shows a run history that keys go through', async () => {
    await pressInTree('Home');
    await workbench.chooseFromMenu(workbench.treeItem(/^Stream .*, 1001 /), 'Show Run History');
    await pageOf(workbench)
      .getByRole('heading', { name: /^Run history of/ })
      .waitFor();
    await workbench.screenshot('history');
    const rows = pageOf(workbench).locator('tr[data-execution]');
    assert.equal(await rows.count(), 100);
    await rows.first().focus();
    await workbench.page.keyboard.press('ArrowDown');
    await pageOf(workbench).locator('tr[data-execution="9999"].current').waitFor();
    await pageOf(workbench).locator('g[data-execution="9999"].current').first().waitFor();
    await pageOf(workbench).getByRole('button', { name: 'Load 100 more of 9,900' }).click();
    await pageOf(workbench).locator('tr[data-execution="9801"]').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('has several streams deleted at once, after their number was typed', async () => {
    await search('transport.type:SFTP', /Transport type is/);
    // The search ends with the focus on its connection, which would close a menu.
    await connection().and(workbench.page.locator('.focused')).waitFor();
    const rows = [1002, 1006].map((id) => workbench.treeItem(new RegExp(`^Stream .*, ${id} `)));
    for (const row of rows) await row.click({ modifiers: ['Control'] });
    await workbench.chooseFromMenu(rows[0] ?? connection(), 'Delete Stream…');
    const dialog = workbench.dialog(/Delete 2 streams\?/);
    await dialog.waitFor();
    await workbench.screenshot('delete-several');
    await dialog.getByRole('button', { name: 'Continue…' }).click();
    await workbench.quickInput.waitFor(/Type 2 streams to confirm/);
    await workbench.quickInput.typeAndAccept('2 streams');
    for (const row of rows) await row.waitFor({ state: 'detached' });
    assert.match(await ask('/api/data/v1/streams/1002'), /no stream 1002/);
  });

  it('takes a file that is dropped on a stream, and none on an execution', async () => {
    await search('dataSource.name:Orders', /DataSet name/);
    // The search ends with the focus here, which would close what asks about the upload.
    await workbench.sideBar.locator('.monaco-list-row.focused', { hasText: 'Sandbox' }).waitFor();
    const orders = workbench.treeItem(/^Stream Orders,/);
    await drop(orders, 'dropped ☕.csv', 'order_id,a,b,c,d,e,f,g\n1,2,3,4,5,6,7,8\n');
    await workbench.quickInput.waitFor(/Press Enter to upload/);
    await workbench.screenshot('dropped');
    await workbench.quickInput.pick(/Upload dropped ☕/);
    await workbench.notification(/1 row sent/).waitFor();
    await orders.locator('.monaco-tl-twistie').click();
    await drop(workbench.treeItem(/^Execution 7,/), 'x.csv', '1\n');
    await workbench.notification(/Execution 7 takes no dropped files/).waitFor();
    await workbench.screenshot('dropped-refused');
  });

  /** Drops a file from outside of the editor. */
  async function drop(row: Locator, name: string, text: string): Promise<void> {
    const transfer = await workbench.page.evaluateHandle(
      `(() => { const transfer = new DataTransfer();
         transfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
         return transfer; })()`,
    );
    for (const event of ['dragenter', 'dragover', 'drop'])
      await row.dispatchEvent(event, { dataTransfer: transfer });
  }

  it('says how a connection stands, and what helps', async () => {
    const connections = [
      { id: 'out', name: 'Acme', url: session.sandbox.url },
      { id: 'sandbox', name: 'Sandbox', url: 'sandbox:' },
    ];
    const settings = { 'domoStreams.connections': connections };
    const other = await session.openWorkbench({ settings, theme: 'light', widthPixels: 900 });
    await other.openViewContainer('Domo Streams');
    await other.expand(/^Connection Acme/);
    await other.treeItem(/^Connection Acme, .*signed out/).waitFor();
    await other.treeItem(/Press Enter: Edit Connection/).waitFor();
    await other.expand(/^Connection Sandbox/);
    await other.treeItem(/^Connection Sandbox, .*connected/).waitFor();
    await other.screenshot('connections');
    await other.close();
  });

  it('explains connections in the settings that can not be used', async () => {
    const settings = { 'domoStreams.connections': [{ name: 'Without an address' }] };
    const other = await session.openWorkbench({ settings });
    await other.openViewContainer('Domo Streams');
    await other
      .view('Streams')
      .getByText(/can't be used/)
      .waitFor();
    await other.screenshot('connections-invalid');
    await other.close();
  });

  for (const theme of themes)
    it(`and its pages can be read in the theme ${theme}`, async () => {
      const themed = await session.openWorkbench({ theme });
      await themed.openViewContainer('Domo Streams');
      await themed.treeItem(/^Stream Zendesk/).waitFor();
      await themed.chooseFromMenu(themed.treeItem(/^Stream Google/), 'Show Run History');
      await pageOf(themed)
        .getByRole('heading', { name: /^Run history of Google/ })
        .waitFor();
      await themed.screenshot(`theme-${theme}-history`);
      await themed
        .treeItem(/^Stream Zendesk/)
        .locator('.monaco-tl-twistie')
        .click();
      await themed.treeItem(/^Execution 6, ERROR/).hover();
      await themed
        .treeItem(/^Execution 6, ERROR/)
        .getByRole('button', { name: 'Show Execution Details' })
        .click();
      await pageOf(themed)
        .getByText(/credentials/)
        .waitFor();
      await themed.page.mouse.move(0, 0);
      await themed.screenshot(`theme-${theme}-details`);
      await themed.close();
    });
});
