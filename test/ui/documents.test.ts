import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dirtyTab,
  DocumentWindows,
  editorLine,
  openStream,
  reloadWithUnsaved,
  SandboxStreams,
  typeDescription,
  typeLine,
} from '../support/ui/documents';
import { UiSession } from '../support/ui/session';

const startMinutes = 15;

describe('Documents', () => {
  let session: UiSession;
  const windows = new DocumentWindows(() => session);
  const streams = new SandboxStreams(() => session.sandbox);

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
  });

  afterEach(function () {
    return windows.closeAll(this.currentTest?.isFailed() ? 'documents' : undefined);
  });

  after(() => session.close());

  it('that were not saved are checked after a reload, and can be compared', async () => {
    const workbench = await windows.open();
    await openStream(workbench, 'Orders');
    await typeDescription(workbench, 'Typed before the reload');
    await reloadWithUnsaved(workbench);
    await streams.describe(101, 'Changed in Domo meanwhile');
    await editorLine(workbench, 'Typed before').click();
    await workbench.page.keyboard.press('Control+S');
    await workbench.dialog(/dataSource.description changed in Domo/).waitFor();
    await workbench.screenshot('documents-conflict');
    await workbench.page.getByRole('button', { name: 'Compare' }).click();
    await workbench.editorTab(/in Domo ↔ yours/).waitFor();
    await editorLine(workbench, 'Changed in Domo').waitFor();
    await workbench.screenshot('documents-compare');
    assert.equal(await streams.descriptionOf(101), 'Changed in Domo meanwhile');
    await workbench.page.keyboard.press('Control+S');
    await workbench.dialog(/dataSource.description changed in Domo/).waitFor();
    await workbench.page.getByRole('button', { name: 'Overwrite' }).click();
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await streams.descriptionOf(101), 'Typed before the reload');
  });

  it('that were not saved can be reverted after a reload, and saved like any other then', async () => {
    const workbench = await windows.open();
    await openStream(workbench, 'Customers');
    await typeDescription(workbench, 'Thrown away after the reload');
    await reloadWithUnsaved(workbench);
    await editorLine(workbench, 'Thrown away').waitFor();
    await streams.describe(102, 'Changed in Domo, and longer than it was');
    await workbench.runCommand('File: Revert File');
    await editorLine(workbench, 'and longer').waitFor();
    await typeDescription(workbench, 'Typed after the revert');
    await workbench.page.keyboard.press('Control+S');
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await streams.descriptionOf(102), 'Typed after the revert');
  });

  it('of one stream in two windows never overwrite one another unasked', async () => {
    const [first, second] = [await windows.open(), await windows.open()];
    for (const workbench of [first, second]) await openStream(workbench, 'Warehouse Stock Levels');
    await typeDescription(first, 'From the first window');
    await typeDescription(second, 'From the second window');
    await first.page.keyboard.press('Control+S');
    await dirtyTab(first).waitFor({ state: 'detached' });
    await second.page.keyboard.press('Control+S');
    await second.dialog(/changed in Domo since this document was opened/).waitFor();
    await second.page.getByRole('button', { name: 'Cancel' }).click();
    await dirtyTab(second).waitFor();
    assert.equal(await streams.descriptionOf(107), 'From the first window');
  });

  it('show before a save what it does, and save from there', async () => {
    const workbench = await windows.open({ theme: 'light' });
    await openStream(workbench, 'Café Münster');
    await typeDescription(workbench, 'Seen before it was saved');
    await workbench.page.locator('.editor-actions a[aria-label^="Preview Changes"]').click();
    await workbench.quickInput.waitFor(/1 change to send/);
    await workbench.screenshot('documents-preview-light');
    await workbench.quickInput.pick(/Save to Domo/);
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await streams.descriptionOf(110), 'Seen before it was saved');
  });

  it('keep what auto-save saves as a draft, which is shown as such', async () => {
    const settings = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 300 };
    const workbench = await windows.open({ settings });
    await openStream(workbench, 'New Product Ideas');
    await typeDescription(workbench, 'Kept here for now');
    const send = workbench.page.locator('.editor-actions a[aria-label^="Save to Domo"]');
    await send.waitFor();
    await workbench.screenshot('documents-draft');
    assert.equal(await streams.descriptionOf(113), '');
    await send.click();
    await send.waitFor({ state: 'detached' });
    assert.equal(await streams.descriptionOf(113), 'Kept here for now');
  });

  it('ask before a risky change only, and tell what it is', async () => {
    const workbench = await windows.open({ theme: 'light', widthPixels: 900 });
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
    const workbench = await windows.open({ theme: 'light' });
    await workbench.openViewContainer('Domo Streams');
    await workbench.runCommand('Domo Streams: New Stream…');
    await workbench.quickInput.waitFor(/How does the data come in/);
    await workbench.screenshot('documents-new-transport');
    await workbench.quickInput.pick(/^CONNECTOR/);
    await editorLine(workbench, 'A new stream').waitFor();
    await editorLine(workbench, 'scheduleExpression').hover();
    await workbench.screenshot('documents-new-connector');
    await workbench.page.keyboard.press('Control+S');
    await workbench.notification(/account.id is still 0/).waitFor();
    await workbench.runCommand('Domo Streams: New Stream from File…');
    await workbench.quickInput.pick(/odd\.csv/);
    await editorLine(workbench, 'leading zero').waitFor();
    await workbench.screenshot('documents-new-from-file');
    await workbench.page.keyboard.press('Control+S');
    const offer = workbench.notification(/“odd” is in Domo now/);
    await offer.waitFor();
    await workbench.screenshot('documents-new-offer');
    await offer.getByRole('button', { name: 'Upload' }).click();
    await workbench.notification(/2 rows uploaded/).waitFor();
  });

  it('go back to an earlier version, which is seen before it is saved', async () => {
    const workbench = await windows.open({ widthPixels: 1100 });
    await openStream(workbench, 'Facebook Ads Spend');
    const before = await streams.descriptionOf(103);
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
    assert.equal(await streams.descriptionOf(103), before);
  });
});
