import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { JsonObject } from '../../base/json';
import { connectionIdIn, documentKey, documentScheme } from '../../documents/documentPath';
import type { DocumentFiles } from '../../documents/documentFiles';
import { renderDocument } from '../../documents/render';
import { refOf } from './fileErrors';
import { OpenDocument, type KnownVersion, type ShownText } from './openDocument';

/** All documents that this window knows, and the news of a change of them. */
export class OpenDocuments implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  readonly onDidChangeFile = this.#changed.event;
  readonly #documents = new Map<string, OpenDocument>();

  constructor(private readonly store: DocumentFiles) {
    const { onWillSaveTextDocument, onDidCloseTextDocument } = vscode.workspace;
    this.#disposables.add(
      onWillSaveTextDocument(({ document: { uri, version }, reason }) => {
        if (uri.scheme === documentScheme) this.get(uri).announce(version, reason);
      }),
    );
    this.#disposables.add(onDidCloseTextDocument(({ uri }) => this.find(uri)?.noteClosed()));
  }

  /** The document at an address, from now on. */
  get(uri: vscode.Uri): OpenDocument {
    const document = this.find(uri) ?? new OpenDocument(uri, this.store);
    this.#documents.set(document.key, document);
    return document;
  }

  find(uri: vscode.Uri): OpenDocument | undefined {
    return this.#documents.get(uri.toString());
  }

  /** Has the editor show a body, in a form that may differ from its rendering. */
  show(document: OpenDocument, body: JsonObject, text = renderDocument(body)): ShownText {
    const { shown: former, uri } = document;
    const isChanged = former?.text !== text;
    const modifiedMilliseconds = isChanged ? movedOn(former) : former.modifiedMilliseconds;
    const shown = { text, body, modifiedMilliseconds, readMilliseconds: Date.now() };
    document.shown = shown;
    if (isChanged && former) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    return shown;
  }

  /** Another label is another tab; one with unsaved changes keeps the base that they were made on. */
  showEverywhere(document: OpenDocument, body: JsonObject): void {
    this.show(document, body);
    for (const other of this.#sameAs(document.uri))
      if (!other.hasUnsavedChanges) this.show(other, body);
  }

  /** Takes in what the editor itself has written, and so knows, and what the server has made of it. */
  wrote(document: OpenDocument, text: string, body = document.shown?.body): void {
    const modifiedMilliseconds = movedOn(document.shown);
    const shown = { text, body, modifiedMilliseconds, readMilliseconds: Date.now() };
    document.shown = shown;
    document.known = versionOf(shown);
  }

  /** Has the editor look at all documents again: whether they may be written may have changed. */
  lookAgain(): void {
    const shown = [...this.#documents.values()].filter((document) => document.shown);
    this.#changed.fire(shown.map(({ uri }) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  /** Tells open editors that a document is gone, under whatever label they show it. */
  forget(uri: vscode.Uri): void {
    const gone = this.#sameAs(uri);
    for (const document of gone) {
      document.shown = undefined;
      document.known = undefined;
    }
    const type = vscode.FileChangeType.Deleted;
    const uris = gone.length > 0 ? gone.map((document) => document.uri) : [uri];
    this.#changed.fire(uris.map((each) => ({ type, uri: each })));
  }

  /** What was shown of a connection's documents is nothing to go by under a connection of the same name. */
  forgetConnection(connectionId: string): void {
    for (const [key, document] of this.#documents)
      if (connectionIdIn(key) === connectionId) document.forget();
  }

  /** The addresses of documents with a draft. */
  get drafts(): string[] {
    return [...this.#documents.values()].filter(({ isDraft }) => isDraft).map(({ key }) => key);
  }

  dispose(): void {
    for (const { marksTimer } of this.#documents.values()) clearTimeout(marksTimer);
    this.#disposables.dispose();
  }

  /** All that was shown of a document, whatever the labels. */
  #sameAs(uri: vscode.Uri): OpenDocument[] {
    const key = documentKey(refOf(uri));
    return [...this.#documents.values()].filter(
      (document) => document.shown && documentKey(refOf(document.uri)) === key,
    );
  }
}

export function versionOf({
  text,
  modifiedMilliseconds,
}: Pick<ShownText, 'text' | 'modifiedMilliseconds'>): KnownVersion {
  return { modifiedMilliseconds, size: Buffer.byteLength(text) };
}

function movedOn(former: ShownText | undefined): number {
  return Math.max(Date.now(), (former?.modifiedMilliseconds ?? 0) + 1);
}

/**
 * What the editor knows of a tab with unsaved changes. Of one that was restored after a reload that is not
 * known here: nothing is older than the version that it is told then.
 */
export function versionForUnsaved(document: OpenDocument, shown: ShownText): KnownVersion {
  if (!document.known) {
    shown.modifiedMilliseconds = 0;
    document.known = versionOf(shown);
  }
  return document.known;
}

/** Whether an editor shows the text and nothing else. */
export function isShowing(document: vscode.TextDocument, { text }: ShownText): boolean {
  return !document.isDirty && document.getText() === text;
}
