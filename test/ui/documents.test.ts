import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UiSession, type WorkbenchOptions } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
/** The editor keeps unsaved texts a second after they were typed. */
const backupMilliseconds = 2_500;

describe('Documents', () => {
  let session: UiSession;
  const windows: Workbench[] = [];

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      for (const [index, workbench] of windows.entries())
        await workbench.screenshot(`failed-documents-${index + 1}`);
    for (const workbench of windows.splice(0)) {
      await discardAll(workbench);
      await workbench.close();
    }
  });

  after(() => session.close());

  async function open(options: WorkbenchOptions = {}): Promise<Workbench> {
    // What is typed is what stands there.
    const settings = { 'editor.minimap.enabled': false, 'editor.autoClosingQuotes': 'never' };
    const workbench = await session.openWorkbench({
      ...options,
      settings: { ...settings, ...options.settings },
    });
    windows.push(workbench);
    return workbench;
  }

  async function ask(path: string, options: RequestInit = {}): Promise<unknown> {
    const { url, token } = session.sandbox;
    const headers = { 'X-DOMO-Developer-Token': token };
    const answer = await fetch(`${url}/api/data/v1/streams/${path}`, { ...options, headers });
    return answer.json();
  }

  async function descriptionOf(streamId: number): Promise<string> {
    const stream = (await ask(String(streamId))) as { dataSource: { description: string } };
    return stream.dataSource.description;
  }

  /** What somebody else does in Domo. */
  const describeInDomo = (streamId: number, description: string): Promise<unknown> =>
    ask(String(streamId), { method: 'PUT', body: JSON.stringify({ dataSource: { description } }) });

  async function openStream(workbench: Workbench, name: string): Promise<void> {
    await workbench.openViewContainer('Domo Streams');
    await workbench.expand(/^Connection Sandbox/);
    await workbench.treeItem(new RegExp(`^Stream ${name}`)).click();
    await workbench.editorTab(new RegExp(`^${name}`)).waitFor();
  }

  /** Replaces the first line of a field, as one types. */
  async function typeLine(workbench: Workbench, field: string, text: string): Promise<void> {
    const { keyboard } = workbench.page;
    await workbench.page
      .locator('.view-line', { hasText: `"${field}"` })
      .first()
      .click();
    for (const key of ['Home', 'Shift+End', 'Delete']) await keyboard.press(key);
    await keyboard.type(text);
  }

  const typeDescription = (workbench: Workbench, text: string): Promise<void> =>
    typeLine(workbench, 'description', `"description": "${text}",`);

  /** Unsaved texts would come back in the next window. */
  async function discardAll(workbench: Workbench): Promise<void> {
    await workbench.page.keyboard.press('Escape');
    while ((await dirtyTab(workbench).count()) > 0)
      await workbench.runCommand('View: Revert and Close Editor');
    await workbench.runCommand('View: Close All Editors');
  }

  const dirtyTab = (workbench: Workbench) => workbench.page.locator('.tab.dirty').first();

  it('that were not saved are checked after a reload, and can be compared', async () => {
    const workbench = await open();
    await openStream(workbench, 'Orders');
    await typeDescription(workbench, 'Typed before the reload');
    await dirtyTab(workbench).waitFor();
    await workbench.page.waitForTimeout(backupMilliseconds);
    await workbench.page.reload();
    await dirtyTab(workbench).waitFor();
    await describeInDomo(101, 'Changed in Domo meanwhile');
    await workbench.page.locator('.view-line', { hasText: 'Typed before' }).click();
    await workbench.page.keyboard.press('Control+S');
    await workbench.dialog(/dataSource.description changed in Domo/).waitFor();
    await workbench.screenshot('documents-conflict');
    await workbench.page.getByRole('button', { name: 'Compare' }).click();
    await workbench.editorTab(/in Domo ↔ yours/).waitFor();
    await workbench.page.locator('.view-line', { hasText: 'Changed in Domo' }).waitFor();
    await workbench.screenshot('documents-compare');
    assert.equal(await descriptionOf(101), 'Changed in Domo meanwhile');
    await workbench.page.keyboard.press('Control+S');
    await workbench.dialog(/dataSource.description changed in Domo/).waitFor();
    await workbench.page.getByRole('button', { name: 'Overwrite' }).click();
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await descriptionOf(101), 'Typed before the reload');
  });

  it('that were not saved can be reverted after a reload, and saved like any other then', async () => {
    const workbench = await open();
    await openStream(workbench, 'Customers');
    await typeDescription(workbench, 'Thrown away after the reload');
    await dirtyTab(workbench).waitFor();
    await workbench.page.waitForTimeout(backupMilliseconds);
    await workbench.page.reload();
    await workbench.page.locator('.view-line', { hasText: 'Thrown away' }).waitFor();
    await describeInDomo(102, 'Changed in Domo, and longer than it was');
    await workbench.runCommand('File: Revert File');
    await workbench.page.locator('.view-line', { hasText: 'and longer' }).waitFor();
    await typeDescription(workbench, 'Typed after the revert');
    await workbench.page.keyboard.press('Control+S');
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await descriptionOf(102), 'Typed after the revert');
  });

  it('of one stream in two windows never overwrite one another unasked', async () => {
    const [first, second] = [await open(), await open()];
    for (const workbench of [first, second]) await openStream(workbench, 'Warehouse Stock Levels');
    await typeDescription(first, 'From the first window');
    await typeDescription(second, 'From the second window');
    await first.page.keyboard.press('Control+S');
    await dirtyTab(first).waitFor({ state: 'detached' });
    await second.page.keyboard.press('Control+S');
    await second.dialog(/changed in Domo since this document was opened/).waitFor();
    await second.page.getByRole('button', { name: 'Cancel' }).click();
    await dirtyTab(second).waitFor();
    assert.equal(await descriptionOf(107), 'From the first window');
  });

  it('show before a save what it does, and save from there', async () => {
    const workbench = await open({ theme: 'light' });
    await openStream(workbench, 'Café Münster');
    await typeDescription(workbench, 'Seen before it was saved');
    await workbench.page.locator('.editor-actions a[aria-label^="Preview Changes"]').click();
    await workbench.quickInput.waitFor(/1 change to send/);
    await workbench.screenshot('documents-preview-light');
    await workbench.quickInput.pick(/Save to Domo/);
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await descriptionOf(110), 'Seen before it was saved');
  });

  it('keep what auto-save saves as a draft, which is shown as such', async () => {
    const settings = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 300 };
    const workbench = await open({ settings });
    await openStream(workbench, 'New Product Ideas');
    await typeDescription(workbench, 'Kept here for now');
    const send = workbench.page.locator('.editor-actions a[aria-label^="Save to Domo"]');
    await send.waitFor();
    await workbench.screenshot('documents-draft');
    assert.equal(await descriptionOf(113), '');
    await send.click();
    await send.waitFor({ state: 'detached' });
    assert.equal(await descriptionOf(113), 'Kept here for now');
  });

  it('ask before a risky change only, and tell what it is', async () => {
    const workbench = await open({ theme: 'light', widthPixels: 900 });
    await openStream(workbench, 'Salesforce Opportunities');
    await typeLine(workbench, 'version', '"version": "13"');
    await workbench.page.keyboard.press('Control+S');
    await workbench.dialog(/Save these changes of Salesforce/).waitFor();
    await workbench.screenshot('documents-risk-narrow');
    await workbench.page.getByRole('button', { name: 'Cancel' }).click();
    await workbench.notification(/Not saved, and nothing was sent/).waitFor();
    await workbench.screenshot('documents-risk-cancelled');
  });

  it('of a new stream are commented, and tell of a file’s columns why they are as they are', async () => {
    const rows = 'Zip,zip,price,empty,when\n01234,a,9.99,,2026-01-31\n98765,b,12.50,,2026-02-01\n';
    writeFileSync(join(session.workspace, 'odd.csv'), rows);
    const workbench = await open({ theme: 'light' });
    await workbench.openViewContainer('Domo Streams');
    await workbench.runCommand('Domo Streams: New Stream…');
    await workbench.quickInput.waitFor(/How does the data come in/);
    await workbench.screenshot('documents-new-transport');
    await workbench.quickInput.pick(/^CONNECTOR/);
    await workbench.page.locator('.view-line', { hasText: 'A new stream' }).waitFor();
    await workbench.page.locator('.view-line', { hasText: 'scheduleExpression' }).hover();
    await workbench.screenshot('documents-new-connector');
    await workbench.page.keyboard.press('Control+S');
    await workbench.notification(/account.id is still 0/).waitFor();
    await workbench.runCommand('Domo Streams: New Stream from File…');
    await workbench.quickInput.pick(/odd\.csv/);
    await workbench.page.locator('.view-line', { hasText: 'leading zero' }).waitFor();
    await workbench.screenshot('documents-new-from-file');
    await workbench.page.keyboard.press('Control+S');
    const offer = workbench.notification(/“odd” is in Domo now/);
    await offer.waitFor();
    await workbench.screenshot('documents-new-offer');
    await offer.getByRole('button', { name: 'Upload' }).click();
    await workbench.notification(/2 rows uploaded/).waitFor();
  });

  it('go back to an earlier version, which is seen before it is saved', async () => {
    const workbench = await open({ widthPixels: 1100 });
    await openStream(workbench, 'Facebook Ads Spend');
    const before = await descriptionOf(103);
    await typeDescription(workbench, 'To be taken back');
    await workbench.page.keyboard.press('Control+S');
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    await workbench.runCommand('Domo Streams: Restore Earlier Version…');
    await workbench.quickInput.waitFor(/Choose the version to go back to/);
    await workbench.screenshot('documents-versions');
    await workbench.quickInput.pick(/^Until/);
    await workbench.quickInput.waitFor(/1 change to send/);
    await workbench.screenshot('documents-restore');
    await workbench.quickInput.pick(/Save to Domo/);
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await descriptionOf(103), before);
  });
});
