import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { dirtyTab, typeDescription } from '../support/ui/documents';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('The walkthrough', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({ settings: { 'domoStreams.connections': [] } });
    workbench = await session.openWorkbench({
      // Beside narrower pages the pictures are left out.
      widthPixels: 1700,
      settings: {
        'editor.autoClosingQuotes': 'never',
        // Else a step that was chosen takes the focus 250 ms later, and what its button has opened
        // by then closes.
        'workbench.welcomePage.preferReducedMotion': true,
      },
    });
  });

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.isFailed())
      await workbench.screenshot(`failed-walkthrough-${currentTest.title.slice(0, 20)}`);
  });

  after(() => session.close());

  const badge = (step: string): Locator =>
    workbench.page.locator(
      `[data-done-step-id="streams-for-domo.domo-streams#firstSteps#${step}"]`,
    );

  /** Shows the walkthrough again: its tab may show all walkthroughs meanwhile. */
  async function comeBack(): Promise<void> {
    const tab = workbench.editorTab(/Walkthrough|Welcome/);
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    const page = workbench.page.locator('.gettingStartedContainer');
    const isListOfAll = /\bshowCategories\b/.test((await page.getAttribute('class')) ?? '');
    if (isListOfAll)
      await page.getByRole('button', { name: /^First Steps with Domo Streams/ }).click();
    await badge('sandbox').waitFor();
  }

  /** Opens a step, looks at its picture, and presses its button. */
  async function begin(step: string, button: string): Promise<void> {
    await comeBack();
    const tile = workbench.page.locator('.getting-started-step').filter({ has: badge(step) });
    if ((await tile.getAttribute('aria-expanded')) !== 'true')
      await tile.locator('.step-title').click();
    const picture = workbench.page.locator('.getting-started-media img:visible').first();
    await picture.waitFor();
    await workbench.screenshot(`walkthrough-${step}`);
    await tile.locator('.monaco-button', { hasText: button }).click();
  }

  async function isTicked(step: string): Promise<void> {
    await comeBack();
    await badge(step).and(workbench.page.locator('.complete')).waitFor();
  }

  it('is opened from the empty view, with nothing ticked', async () => {
    await workbench.openViewContainer('Domo Streams');
    await workbench.view('Streams').getByText('Take the First Steps').click();
    await badge('sandbox').waitFor();
    assert.equal(await workbench.page.locator('[data-done-step-id].complete').count(), 0);
  });

  it('starts the sandbox and asks for a search', async () => {
    await begin('sandbox', 'Try the Built-in Sandbox');
    await workbench.treeItem(/^Stream Orders/).waitFor();
    await isTicked('sandbox');
    await begin('tree', 'Search Streams…');
    await workbench.quickInput.waitFor(/Type what to search for/);
    await workbench.quickInput.cancel();
    await isTicked('tree');
  });

  it('opens a stream, and is ticked by the save and not before', async () => {
    await begin('edit', 'Open Stream…');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.quickInput.type('orders');
    await workbench.quickInput.pickOnly(/^Orders/);
    await typeDescription(workbench, 'Saved from the walkthrough');
    await dirtyTab(workbench).waitFor();
    assert.equal(await badge('edit').and(workbench.page.locator('.complete')).count(), 0);
    await workbench.page.keyboard.press('Control+S');
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    await isTicked('edit');
  });

  it('uploads a file', async () => {
    await begin('upload', 'Upload to Stream…');
    await workbench.quickInput.pick('sample-orders.csv');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.quickInput.type('orders');
    await workbench.quickInput.pickOnly(/^Orders/);
    await workbench.quickInput.option(/Upload sample-orders.csv/).waitFor();
    await workbench.quickInput.accept();
    await workbench.notification(/500 rows in Domo/).waitFor();
    await isTicked('upload');
  });

  it('shows the log, and asks for an instance', async () => {
    await begin('failure', 'Show Log');
    await workbench.page.locator('.part.panel').getByText('Output').first().waitFor();
    await isTicked('failure');
    await begin('instance', 'Add Connection…');
    await workbench.quickInput.waitFor(/Your Domo instance/);
    await workbench.quickInput.cancel();
    await isTicked('instance');
  });
});
