import {
  dirtyTab,
  discardAll,
  openStream,
  typeDescription,
  typeLine,
} from '../../test/support/ui/documents';
import { pageOf } from '../../test/support/ui/pages';
import type { Tour } from './tour';

export async function showDocuments({ workbench, take }: Tour): Promise<void> {
  await workbench.treeItem(/^Stream Orders/).click();
  await workbench.editorTab(/^Orders/).waitFor();
  await take('document');
  await typeDescription(workbench, 'Typed and not yet saved');
  await take('document-changed');
  await workbench.runCommand('Domo Streams: Preview Changes');
  await workbench.editorTab(/↔/).waitFor();
  await take('document-preview');
  await workbench.runCommand('View: Close Editor');
  await typeLine(workbench, 'streamId', '"streamId": 999,');
  await workbench.page.keyboard.press('Control+S');
  await workbench.notification(/./).first().waitFor();
  await take('document-refused');
  await discardAll(workbench);
}

/** A document and Domo have both changed. */
export async function showConflict({ workbench, streams, take }: Tour): Promise<void> {
  await openStream(workbench, 'Customers');
  await typeDescription(workbench, 'Typed here');
  await streams.describe(102, 'Changed in Domo meanwhile');
  await workbench.page.keyboard.press('Control+S');
  const question = workbench.dialog(/changed in Domo since/);
  await question.waitFor();
  await take('conflict');
  await question.getByRole('button', { name: 'Compare' }).click();
  await workbench.editorTab(/in Domo ↔ yours/).waitFor();
  const refused = workbench.notification(/Failed to save/);
  await refused.waitFor();
  await take('conflict-compare');
  await refused.getByRole('button', { name: 'Revert' }).click();
  await dirtyTab(workbench).waitFor({ state: 'detached' });
}

/** Needs auto-save. */
export async function showDraft({ workbench, take }: Tour): Promise<void> {
  await openStream(workbench, 'Facebook Ads Spend');
  await typeDescription(workbench, 'Kept here for now');
  const send = workbench.page.locator('.editor-actions a[aria-label^="Save to Domo"]');
  await send.waitFor();
  await take('draft');
  await workbench.runCommand('Domo Streams: Discard Draft');
  const question = workbench.dialog(/Discard the draft/);
  await question.waitFor();
  await take('draft-discard');
  await question.getByRole('button', { name: 'Discard' }).click();
  await send.waitFor({ state: 'detached' });
}

export async function showPages({ workbench, take }: Tour): Promise<void> {
  await workbench.chooseFromMenu(workbench.treeItem(/^Stream Orders/), 'Show Run History');
  await pageOf(workbench)
    .getByRole('heading', { name: /^Run history/ })
    .waitFor();
  await take('history');
  const zendesk = workbench.treeItem(/^Stream Zendesk/);
  await zendesk.locator('.monaco-tl-twistie').click();
  const failed = workbench.treeItem(/^Execution \d+, ERROR/).first();
  await workbench.chooseFromMenu(failed, 'Show Execution Details');
  await pageOf(workbench)
    .getByText(/credentials/)
    .waitFor();
  await take('execution-failed');
}
