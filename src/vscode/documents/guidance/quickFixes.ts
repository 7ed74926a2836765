import * as vscode from 'vscode';
import type { JsonObject } from '../../../base/json';
import { t } from '../../../base/l10n';
import { documentScheme, parseDocumentPath } from '../../../documents/documentPath';
import { shortValue } from '../../../documents/changeTexts';
import { changedPaths, formatPath, valueAt, type FieldPath } from '../../../documents/compare';
import type { OpenDocuments } from '../openDocuments';
import { editsForField } from '../../../documents/fieldEdits';
import { nodeAt, parseIfValid, treeOf } from '../../../documents/parse';
import { rangeOf, type DocumentMarks } from './documentMarks';
import type { Mark } from '../../../documents/marks';

/** Offers to put right what is marked, and to put back any field that was changed. */
export class QuickFixes implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;

  constructor(
    private readonly documents: OpenDocuments,
    private readonly documentMarks: DocumentMarks,
  ) {
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.#registration = vscode.languages.registerCodeActionsProvider(
      { scheme: documentScheme },
      this,
      kinds,
    );
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const marks = await this.documentMarks.of(document);
    const here = marks.filter((mark) => rangeOf(document, mark).intersection(range));
    const fixes = here.map((mark) => fixOf(document, mark, context.diagnostics));
    const ref = parseDocumentPath(document.uri.path);
    const base = (await this.documents.get(document.uri).stored())?.base;
    if (!base || ref?.type === 'new') return fixes;
    const isFixed = new Set(here.map(({ path: [field] }) => field));
    const reverts = changedFieldsAt(document, range.start, base)
      .filter(([field]) => !isFixed.has(field))
      .map((path) => toAction(document, revertTitle(path), path, (each) => valueAt(base, each)));
    return [...fixes, ...reverts];
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function fixOf(
  document: vscode.TextDocument,
  { type, path, fixed, message }: Mark,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const titles = {
    fixedField: revertTitle(path),
    notTaken: t('Take what Domo has for “{0}”', formatPath(path)),
    spelling: t('Change to {0}', shortValue(fixed(path))),
  };
  const action = toAction(document, titles[type], path, fixed);
  action.diagnostics = diagnostics.filter((diagnostic) => diagnostic.message === message);
  action.isPreferred = true;
  return action;
}

/** The changed fields around a position; of an object that is changed in several places the deepest. */
function changedFieldsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  base: JsonObject,
): FieldPath[] {
  const text = document.getText();
  const mine = parseIfValid(text);
  if (!mine) return [];
  const root = treeOf(text);
  return changedPaths(base, mine).filter((path) => {
    const node = nodeAt(root, path);
    const property = node?.parent?.type === 'property' ? node.parent : node;
    return property && rangeOf(document, property).contains(position);
  });
}

function revertTitle(path: FieldPath): string {
  return t('Revert “{0}”', formatPath(path));
}

function toAction(
  document: vscode.TextDocument,
  title: string,
  path: FieldPath,
  valueOf: Mark['fixed'],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  for (const edit of editsForField(document.getText(), path, valueOf))
    action.edit.replace(document.uri, rangeOf(document, edit), edit.content);
  return action;
}
