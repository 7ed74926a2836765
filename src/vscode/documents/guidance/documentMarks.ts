import * as vscode from 'vscode';
import { DisposableStore } from '../../../base/disposable';
import { documentScheme, parseDocumentPath } from '../../../documents/documentPath';
import type { OpenDocuments } from '../openDocuments';
import { tabOf } from '../uris';
import type { DocumentWriter, SavedDocument } from '../documentWriter';
import type { RemoteBodies } from '../../../documents/remoteBodies';
import { marksIn, type Mark } from '../../../documents/marks';
import { marksDelayMilliseconds } from '../../../base/policies';

const source = 'Domo Streams';

/** Marks while one types what blocks a save, what Domo did not take, and what it writes otherwise. */
export class DocumentMarks implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #collection = this.#disposables.add(
    vscode.languages.createDiagnosticCollection(documentScheme),
  );

  constructor(
    private readonly documents: OpenDocuments,
    private readonly remote: RemoteBodies,
    writer: DocumentWriter,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { workspace } = vscode;
    const subscriptions = [
      workspace.onDidOpenTextDocument((document) => this.#later(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
      writer.onDidSave((saved) => this.#onSaved(saved)),
    ];
    for (const subscription of subscriptions) this.#disposables.add(subscription);
    for (const document of workspace.textDocuments) this.#later(document);
  }

  /** What there is to say about a document right now. */
  async of(document: vscode.TextDocument): Promise<Mark[]> {
    const ref = parseDocumentPath(document.uri.path);
    if (document.uri.scheme !== documentScheme || !ref) return [];
    const known = this.documents.get(document.uri);
    const base = ref.type === 'new' ? undefined : (await known.stored())?.base;
    const outcome = known.lastSave;
    const rule = this.remote.ruleFor(ref);
    return marksIn(document.getText(), base && { base, rule, ...(outcome && { outcome }) });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #onSaved(saved: SavedDocument): void {
    this.documents.get(saved.uri).lastSave = saved.notTaken.length > 0 ? saved : undefined;
    const document = tabOf(saved.uri);
    if (document) this.#later(document);
  }

  #later(document: vscode.TextDocument): void {
    if (document.uri.scheme !== documentScheme) return;
    const known = this.documents.get(document.uri);
    clearTimeout(known.marksTimer);
    known.marksTimer = setTimeout(() => void this.#check(document), marksDelayMilliseconds);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    try {
      const marks = await this.of(document);
      if (document.isClosed) return;
      const diagnostics = marks.map((mark) => toDiagnostic(document, mark));
      this.#collection.set(document.uri, diagnostics);
    } catch (error) {
      this.log.error(`Checking ${document.uri.path} failed: ${String(error)}`);
    }
  }
}

function toDiagnostic(document: vscode.TextDocument, mark: Mark): vscode.Diagnostic {
  const severity =
    mark.type === 'fixedField'
      ? vscode.DiagnosticSeverity.Error
      : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(rangeOf(document, mark), mark.message, severity);
  diagnostic.source = source;
  diagnostic.code = mark.type;
  return diagnostic;
}

export function rangeOf(
  document: vscode.TextDocument,
  { offset, length }: { readonly offset: number; readonly length: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
