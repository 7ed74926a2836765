import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const markup =
  'Evil <img src=x onerror="top.isHit=true"> <b>bold</b> [click](command:workbench.action.quit) $(trash)';

describe('Text from a server that looks like markup and commands', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
    await ask('POST', '/api/data/v1/streams', {
      transport: { type: 'API' },
      dataSource: { name: markup, description: markup },
    });
    workbench = await session.openWorkbench();
    await workbench.openViewContainer('Domo Streams');
    await workbench.expand(/^Connection Sandbox/);
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-hostile');
    assert.equal(await workbench.page.evaluate('globalThis.isHit'), undefined);
  });
  after(() => session.close());

  async function ask(method: string, path: string, body: unknown): Promise<void> {
    const { url, token } = session.sandbox;
    const headers = { 'X-DOMO-Developer-Token': token, 'Content-Type': 'application/json' };
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, await answer.text());
  }

  const row = (): Locator => workbench.treeItem(/^Stream Evil/);

  /** It is there as it was written, and nothing in it is more than text. */
  async function assertPlain(place: Locator): Promise<void> {
    await place.waitFor();
    // Spaces in tooltips are those that don't break.
    const shown = (await place.innerText()).replaceAll('\u00a0', ' ');
    assert.match(shown, /<img src=x .*<b>bold<\/b> \[click\]/);
    for (const element of ['img', 'b', 'a[href]', 'a[data-href]', '.codicon-trash'])
      assert.equal(await place.locator(element).count(), 0, element);
  }

  it('is text in the tree and its tooltips', async () => {
    await assertPlain(row().locator('.monaco-icon-label-container'));
    await row().hover();
    const tooltip = workbench.page.locator('.monaco-hover', { hasText: 'Update method' });
    await assertPlain(tooltip.locator('.hover-contents').first());
    await workbench.screenshot('hostile-tooltip');
  });

  it('is text in a page', async () => {
    await workbench.chooseFromMenu(row(), 'Show Run History');
    const frame = workbench.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await assertPlain(frame.locator('h1'));
    await workbench.screenshot('hostile-page');
  });

  it('is text in a notification', async () => {
    const fault = { method: 'POST', path: '**', status: 400, body: { message: markup } };
    await ask('PUT', '/sandbox/faults', [fault]);
    await workbench.chooseFromMenu(row(), 'Start Execution');
    await assertPlain(workbench.notification(/Evil/).locator('.notification-list-item-message'));
    await workbench.screenshot('hostile-notification');
  });
});
