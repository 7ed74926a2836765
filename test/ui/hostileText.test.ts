import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const markup = [
  'Evil <img src=x onerror="top.isHit=true"> <b>bold</b> [click](command:workbench.action.quit)',
  'https://evil.example www.evil.example mail@evil.example $(trash) **b** `c` {0}',
  '\u001b]8;;https://evil.example\u0007\u202e\u200b\u{e0041}end',
].join('\n');
const shownMarkup =
  /<img src=x .*<b>bold<\/b> \[click\]\(command:\S+\) https:\/\/evil.example www.evil.example mail@evil.example \$\(trash\) \*\*b\*\* `c` \{0\} \]8;;https:\/\/evil.example end/;

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
    const shown = await place.innerText();
    // What breaks a link takes no space.
    assert.match(shown.replaceAll('\u200b', ''), shownMarkup);
    for (const element of [
      'img',
      'b',
      'strong',
      'code',
      'a[href]',
      'a[data-href]',
      '.codicon-trash',
    ])
      assert.equal(await place.locator(element).count(), 0, element);
  }

  it('is text in the tree and its tooltips', async () => {
    await assertPlain(row().locator('.monaco-icon-label-container'));
    await row().hover();
    const tooltip = workbench.page.locator('.monaco-hover', { hasText: 'Update method' });
    const [title, description] = ['p:nth-of-type(1)', 'p:nth-of-type(2)'];
    await tooltip.locator(description).first().waitFor();
    await workbench.screenshot('hostile-tooltip');
    assert.match(await tooltip.locator(title).first().innerText(), shownMarkup);
    await assertPlain(tooltip.locator(description).first());
    assert.equal(
      await tooltip.locator('a[href], a[data-href], img, em, code, .codicon-trash').count(),
      0,
    );
  });

  it('is text in a page', async () => {
    await workbench.chooseFromMenu(row(), 'Show Run History');
    const frame = workbench.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await assertPlain(frame.locator('h1'));
    await workbench.screenshot('hostile-page');
  });

  it('is text in the dialog and in the box that ask before a stream is deleted', async () => {
    await workbench.chooseFromMenu(row(), 'Delete Stream');
    const dialog = workbench.dialog(/Delete Stream/);
    await assertPlain(dialog.locator('.dialog-message-container'));
    await workbench.screenshot('hostile-dialog');
    await dialog.getByRole('button', { name: 'Continue…' }).click();
    const { quickInput } = workbench;
    await assertPlain(quickInput.message());
    await quickInput.type('Evil');
    await quickInput.message().and(workbench.page.getByText('or press Escape')).waitFor();
    await workbench.screenshot('hostile-box');
    await assertPlain(quickInput.message());
    await quickInput.cancel();
  });

  it('is text in a quick pick and in the status bar', async () => {
    await workbench.runCommand('Domo Streams: Copy DataSet Name');
    await workbench.quickInput.waitFor('Streams of Sandbox');
    const option = workbench.quickInput.option(/Evil/);
    await assertPlain(option.locator('.monaco-icon-label-container').first());
    await workbench.screenshot('hostile-pick');
    await option.click();
    const entry = workbench.statusBar.locator('.statusbar-item', { hasText: 'Copied' });
    await assertPlain(entry.locator('.statusbar-item-label'));
  });

  it('is text in a notification', async () => {
    const fault = { method: 'POST', path: '**', status: 400, body: { message: markup } };
    await ask('PUT', '/sandbox/faults', [fault]);
    await workbench.chooseFromMenu(row(), 'Start Execution');
    await assertPlain(workbench.notification(/Evil/).locator('.notification-list-item-message'));
    await workbench.screenshot('hostile-notification');
  });
});
