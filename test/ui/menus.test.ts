import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { dirtyTab, openStream, typeDescription } from '../support/ui/documents';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('The menus of rows', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
    workbench = await session.openWorkbench();
    await workbench.openViewContainer('Domo Streams');
    await orders().waitFor();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-menus');
  });
  after(() => session.close());

  const connection = (): Locator => workbench.treeItem(/^Connection Sandbox/);
  const orders = (): Locator => workbench.treeItem(/^Stream Orders,/);

  /** What the context menu of a row offers. */
  async function menuOf(row: Locator): Promise<string[]> {
    await row.click({ button: 'right' });
    const menu = workbench.page.locator('.monaco-menu');
    await menu.getByRole('menuitem').first().waitFor();
    const titles = await menu.getByRole('menuitem').allInnerTexts();
    await workbench.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    return titles.map((title) => title.trim()).filter(Boolean);
  }

  function assertOffers(titles: readonly string[], offered: string[], not: string[]): void {
    const shown = titles.join('\n');
    for (const title of offered)
      assert.ok(
        titles.some((each) => each.startsWith(title)),
        `${title}:\n${shown}`,
      );
    for (const title of not)
      assert.ok(!titles.some((each) => each.startsWith(title)), `${title}:\n${shown}`);
  }

  /** Opens the menu again until the row has been drawn with what is new. */
  async function untilOffered(row: Locator, title: string): Promise<void> {
    while (!(await menuOf(row)).some((each) => each.startsWith(title)));
  }

  it('offer no page of the sandbox, and no other order of a single connection', async () => {
    assertOffers(
      await menuOf(connection()),
      ['Edit Connection…', 'Remove Connection', 'New Stream…'],
      ['Open in Domo', 'Move Connection Up', 'Move Connection Down', 'Clear Search'],
    );
  });

  it('offer an earlier version and an abort only if there is something to act on', async () => {
    const titles = await menuOf(orders());
    await workbench.screenshot('menu-stream');
    assertOffers(
      titles,
      ['Open Stream…', 'Upload to Stream…', 'Compare Stream…', 'Start Execution'],
      ['Restore Earlier Version…', 'Abort Active Executions…', 'Open in Domo'],
    );
  });

  it('offer an earlier version once a save has kept one', async () => {
    await openStream(workbench, 'Orders');
    await typeDescription(workbench, 'Changed');
    await workbench.page.keyboard.press('Control+S');
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    await untilOffered(orders(), 'Restore Earlier Version…');
    await workbench.runCommand('View: Close All Editors');
  });

  it('offer an abort while an execution is active', async () => {
    await workbench.chooseFromMenu(orders(), 'Start Execution');
    await workbench.treeItem(/^Stream Orders,.*ACTIVE/).waitFor();
    assertOffers(await menuOf(orders()), ['Abort Active Executions…'], []);
  });

  it('offer only what acts on all selected rows', async () => {
    const customers = workbench.treeItem(/^Stream Customers/);
    const selected = workbench.page.locator('[aria-selected="true"]');
    for (const row of [orders(), customers]) {
      if ((await row.getAttribute('aria-selected')) !== 'true')
        await row.click({ modifiers: ['Control'] });
      await row.and(selected).waitFor();
    }
    const titles = await menuOf(customers);
    await workbench.screenshot('menu-several');
    assertOffers(
      titles,
      ['Open Stream…', 'Start Execution', 'Delete Stream…', 'Copy'],
      ['Compare Stream…', 'Upload to Stream…', 'Save Definition to File…', 'Apply Definition…'],
    );
  });
});
