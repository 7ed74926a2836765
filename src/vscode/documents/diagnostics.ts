import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { JsonObject } from '../../domo/json';
import { documentScheme, parseDocumentPath, type DocumentAddress } from './address';
import { changedPaths } from './compare';
import { DocumentError } from './documentError';
import type { DocumentStore } from './documentStore';
import { parseDocument, propertyOf, rangeOfField } from './parse';
import type { RemoteBodies } from './remoteBody';

const delayMilliseconds = 250;
const source = 'Domo Streams';
const fixedFieldCode = 'fixedField';

/** Marks changed fields that can't be updated, while one types, and offers to put them back. */
export class DocumentDiagnostics implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #collection = this.#disposables.add(
    vscode.languages.createDiagnosticCollection(documentScheme),
  );
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly store: DocumentStore,
    private readonly remote: RemoteBodies,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
    );
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.#disposables.add(
      vscode.languages.registerCodeActionsProvider({ scheme: documentScheme }, this, kinds),
    );
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const fixed = context.diagnostics.filter(
      (found) => found.source === source && found.code === fixedFieldCode,
    );
    const address = parseDocumentPath(document.uri.path);
    if (fixed.length === 0 || !address) return [];
    const base = (await this.store.get(document.uri.toString()))?.base;
    return base
      ? fixed.flatMap((diagnostic) => revertAction(document, diagnostic, base) ?? [])
      : [];
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#disposables.dispose();
  }

  #later(document: vscode.TextDocument): void {
    const address = parseDocumentPath(document.uri.path);
    if (document.uri.scheme !== documentScheme || !address) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#check(document, address), delayMilliseconds),
    );
  }

  async #check(document: vscode.TextDocument, address: DocumentAddress): Promise<void> {
    try {
      const base = (await this.store.get(document.uri.toString()))?.base;
      if (document.isClosed) return;
      this.#collection.set(document.uri, base ? this.#fixedFields(document, address, base) : []);
    } catch (error) {
      this.log.error(`Checking ${document.uri.path} failed: ${String(error)}`);
    }
  }

  #fixedFields(
    document: vscode.TextDocument,
    address: DocumentAddress,
    base: JsonObject,
  ): vscode.Diagnostic[] {
    const text = document.getText();
    const mine = parseOrUndefined(text);
    if (!mine) return [];
    const rule = this.remote.ruleFor(address);
    const fields = changedPaths(base, mine)
      .filter((path) => rule(path) === 'fixed')
      .map(([field = '']) => field);
    return [...new Set(fields)].map((field) => {
      const { offset, length } = rangeOfField(text, [field]);
      const range = new vscode.Range(
        document.positionAt(offset),
        document.positionAt(offset + length),
      );
      const diagnostic = new vscode.Diagnostic(
        range,
        `“${field}” can't be changed in Domo: this blocks the save.`,
      );
      diagnostic.source = source;
      diagnostic.code = fixedFieldCode;
      return diagnostic;
    });
  }
}

/** Invalid JSON is the JSON language's own to mark. */
function parseOrUndefined(text: string): JsonObject | undefined {
  try {
    return parseDocument(text);
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}

function revertAction(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  base: JsonObject,
): vscode.CodeAction | undefined {
  const field = /^“(.+?)” can't/.exec(diagnostic.message)?.[1];
  const property = field === undefined ? undefined : propertyOf(document.getText(), field);
  const value = field === undefined ? undefined : base[field];
  // A field that was added or removed is put back with Undo, as its neighbours' commas change too.
  if (field === undefined || !property || value === undefined) return undefined;
  const action = new vscode.CodeAction(`Revert “${field}”`, vscode.CodeActionKind.QuickFix);
  const start = document.positionAt(property.offset);
  const end = document.positionAt(property.offset + property.length);
  const indented = JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(
    document.uri,
    new vscode.Range(start, end),
    `${JSON.stringify(field)}: ${indented}`,
  );
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}
