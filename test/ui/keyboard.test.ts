import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { dirtyTab, SandboxStreams } from '../support/ui/documents';
import { pageOf } from '../support/ui/pages';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const mostSteps = 40;

describe('By keyboard alone', () => {
  let session: UiSession;
  let workbench: Workbench;
  const streams = new SandboxStreams(() => session.sandbox);

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({ settings: { 'domoStreams.connections': [] } });
    workbench = await session.openWorkbench();
  });

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.isFailed())
      await workbench.screenshot(`failed-keyboard-${currentTest.title.slice(0, 20)}`);
  });

  after(() => session.close());

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await workbench.page.keyboard.press(key);
  }

  /** Runs a command as one who types does. */
  async function run(title: string): Promise<void> {
    await workbench.openPalette();
    await workbench.page.keyboard.type(title);
    await workbench.quickInput.option(title).first().waitFor();
    await press('Enter');
  }

  /** Presses a key until it has come to something. */
  async function pressUntil(key: string, target: Locator): Promise<void> {
    for (let step = 0; step < mostSteps; step++) {
      if (await target.isVisible()) return;
      await press(key);
      // The focus is drawn with the next frame.
      await workbench.page.waitForTimeout(30);
    }
    await target.waitFor({ timeout: 1000 });
  }

  const focusedRow = (text: string): Locator =>
    workbench.sideBar.locator('.monaco-list-row.focused', { hasText: text });

  async function chooseFromMenu(title: string): Promise<void> {
    await press('Shift+F10');
    const item = workbench.page.locator('.monaco-menu .action-item.focused', { hasText: title });
    await workbench.page.locator('.monaco-menu').waitFor();
    await pressUntil('ArrowDown', item);
    await press('Enter');
  }

  async function goToOrders(): Promise<void> {
    await run('Domo Streams: Focus on Streams View');
    await press('Home');
    await pressUntil('ArrowDown', focusedRow('Orders'));
  }

  it('the sandbox is connected, and a stream opened and saved', async () => {
    await run('Domo Streams: Try the Built-in Sandbox');
    await workbench.treeItem(/^Stream Orders/).waitFor();
    await goToOrders();
    await press('Enter');
    await workbench.editorTab('Orders.stream.json').waitFor();
    await run('View: Focus First Editor Group');
    await press('Control+F');
    await workbench.page.keyboard.type('the web shop');
    await press('Enter', 'Escape', 'ArrowRight');
    await workbench.page.keyboard.type(' and of the shops');
    await dirtyTab(workbench).waitFor();
    await press('Control+S');
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.match(await streams.descriptionOf(101), /the web shop and of the shops/);
  });

  it('a file is uploaded from the Explorer', async () => {
    await run('File: Focus on Files Explorer');
    await pressUntil('ArrowDown', focusedRow('sample-orders.csv'));
    await chooseFromMenu('Upload to Stream…');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.page.keyboard.type('orders');
    await workbench.quickInput.pickOnly(/^Orders/);
    await workbench.quickInput.option(/Upload sample-orders.csv/).waitFor();
    await press('Enter');
    await workbench.notification(/500 rows sent · 500 rows in Domo/).waitFor();
  });

  it('the run history is opened and walked through, to the details of a run', async () => {
    await goToOrders();
    await chooseFromMenu('Show Run History');
    const page = pageOf(workbench);
    await page.getByRole('heading', { name: 'Run history of Orders' }).waitFor();
    await pressUntil(
      'Tab',
      page.getByRole('button', { name: 'Refresh' }).and(page.locator(':focus')),
    );
    await pressUntil('Tab', page.locator('.chart:focus'));
    await pressUntil('Tab', page.locator('tr[data-execution="7"]:focus'));
    await press('ArrowDown');
    await page.locator('tr[data-execution="6"]:focus').waitFor();
    await workbench.screenshot('keyboard-history');
    await press('Enter');
    await pageOf(workbench).getByRole('heading', { name: 'Execution 6 of Orders' }).waitFor();
    await pageOf(workbench).getByRole('table', { name: 'Details' }).waitFor();
  });
});
