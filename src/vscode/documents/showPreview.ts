import * as vscode from 'vscode';
import type { Change } from '../../documents/changeTexts';
import { rangeOf } from './guidance/documentMarks';
import { rangeOfField, treeOf } from '../../documents/parse';
import type { ChangePreview } from '../../documents/changePreview';
import { titleOf } from './readOnlyTexts';
import { tabOf } from './uris';
import { plural, t } from '../../base/l10n';
import { pickChange, type ChangeLine } from './pickChange';
import { saveToDomo, type SaveInvocation } from './saveToDomo';
import type { DocumentServices } from './services';

/** Shows what a save would do: side by side, and in words. A program gets the words. */
export async function showPreview(
  services: DocumentServices,
  invocation: SaveInvocation,
  uri: vscode.Uri,
): Promise<ChangePreview> {
  const { previews } = services.documents;
  const { theirs, ...summary } = await previews.of(uri);
  if (!invocation.asks) return summary;
  await previews.compare(uri, theirs);
  // Not awaited: the command is over, while its list may stay.
  void services.failures.run('document.preview', () => discuss(services, invocation, uri, summary));
  return summary;
}

/** The changes in words, each to go to, and the save as the last of them. */
async function discuss(
  services: DocumentServices,
  invocation: SaveInvocation,
  uri: vscode.Uri,
  summary: ChangePreview,
): Promise<void> {
  const count = summary.changes.length;
  const what =
    count === 0
      ? t('Nothing to send')
      : plural(count, '{0} change to send to Domo', '{0} changes to send to Domo');
  const title = t('Preview of {0}', titleOf(uri));
  const canSave = count > 0 && summary.fixed.length === 0;
  const choice = await pickChange(title, what, linesOf(summary), canSave);
  if (choice?.type === 'save') await saveToDomo(services, invocation, uri);
  if (choice?.type === 'field') reveal(uri, choice.path);
}

function linesOf({ changes, conflicts, fixed, keptOfDomo }: ChangePreview): ChangeLine[] {
  const conflicting = new Set(conflicts);
  const isConflict = ({ field }: Change): boolean => conflicting.has(field);
  return [
    ...fixed.map((field) => ({
      field,
      path: [field],
      words: '',
      note: t('Can’t be changed in Domo: this blocks the save.'),
      icon: 'error',
    })),
    ...changes.map((change) => ({
      ...change,
      icon: isConflict(change) ? 'warning' : 'edit',
      ...(isConflict(change) && { note: t('Changed in Domo as well: the save will ask.') }),
    })),
    ...keptOfDomo.map((change) => ({
      ...change,
      icon: 'cloud-download',
      note: t('Changed in Domo meanwhile, and kept.'),
    })),
  ];
}

/** Puts the cursor at a field, in the comparison that is shown. */
function reveal(uri: vscode.Uri, path: readonly string[]): void {
  const document = tabOf(uri);
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  if (!document || !editor) return;
  const range = rangeOf(document, rangeOfField(treeOf(document.getText()), path));
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
