import * as vscode from 'vscode';
import type { JsonObject } from '../../base/json';
import { connectionIdIn, documentKey } from '../../documents/documentPath';
import { addressOf } from './fileErrors';
import { renderDocument } from '../../documents/render';

/** A document as it is shown to the editor. */
export interface ShownDocument {
  readonly uri: vscode.Uri;
  text: string;
  body: JsonObject | undefined;
  /** Moves only with the content, else clean editors would not reload or would reload for nothing. */
  modifiedMilliseconds: number;
  readMilliseconds: number;
  /** What the editor has last read or written: a dirty document is compared with that. */
  known: KnownVersion | undefined;
}

export interface KnownVersion {
  readonly modifiedMilliseconds: number;
  readonly size: number;
}

/** What the editor knows of each document, and the news of a change of it. One per label: each label is a tab. */
export class ShownDocuments implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #shown = new Map<string, ShownDocument>();

  get(uri: vscode.Uri): ShownDocument | undefined {
    return this.#shown.get(uri.toString());
  }

  /** Has the editor show a body, in a form that may differ from its rendering. */
  show(uri: vscode.Uri, body: JsonObject, text = renderDocument(body)): ShownDocument {
    const former = this.get(uri);
    const isChanged = former?.text !== text;
    const modifiedMilliseconds = isChanged ? movedOn(former) : former.modifiedMilliseconds;
    const { known } = former ?? { known: undefined };
    const shown = { uri, text, body, modifiedMilliseconds, readMilliseconds: Date.now(), known };
    this.#shown.set(uri.toString(), shown);
    if (isChanged && former) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    return shown;
  }

  /** Takes in what the editor itself has written, and so knows, and what the server has made of it. */
  wrote(former: ShownDocument, text: string, body = former.body): void {
    const modifiedMilliseconds = movedOn(former);
    const shown = { ...former, text, body, modifiedMilliseconds, readMilliseconds: Date.now() };
    this.#shown.set(former.uri.toString(), { ...shown, known: versionOf(shown) });
  }

  /** Has the editor look at all documents again: whether they may be written may have changed. */
  lookAgain(): void {
    const uris = Array.from(this.#shown.values(), ({ uri }) => uri);
    this.#changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  /** All that was shown of a document, whatever the labels. */
  sameAs(uri: vscode.Uri): ShownDocument[] {
    const key = documentKey(addressOf(uri));
    return [...this.#shown.values()].filter((shown) => documentKey(addressOf(shown.uri)) === key);
  }

  /** Tells open editors that a document is gone. */
  forget(uri: vscode.Uri): void {
    const gone = this.sameAs(uri).map((shown) => shown.uri);
    for (const each of gone) this.#shown.delete(each.toString());
    const type = vscode.FileChangeType.Deleted;
    this.#changed.fire((gone.length > 0 ? gone : [uri]).map((each) => ({ type, uri: each })));
  }

  /** What was shown of a connection's documents is nothing to go by under a connection of the same name. */
  forgetConnection(connectionId: string): void {
    for (const key of this.#shown.keys())
      if (connectionIdIn(key) === connectionId) this.#shown.delete(key);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

export function versionOf({
  text,
  modifiedMilliseconds,
}: Pick<ShownDocument, 'text' | 'modifiedMilliseconds'>): KnownVersion {
  return { modifiedMilliseconds, size: Buffer.byteLength(text) };
}

function movedOn(former: ShownDocument | undefined): number {
  return Math.max(Date.now(), (former?.modifiedMilliseconds ?? 0) + 1);
}

/**
 * What the editor knows of a tab with unsaved changes. Of one that was restored after a reload that is not
 * known here: nothing is older than the version that it is told then.
 */
export function versionForUnsaved(shown: ShownDocument): KnownVersion {
  if (!shown.known) {
    shown.modifiedMilliseconds = 0;
    shown.known = versionOf(shown);
  }
  return shown.known;
}

/** Whether an editor shows the text and nothing else. */
export function isShowing(document: vscode.TextDocument, { text }: ShownDocument): boolean {
  return !document.isDirty && document.getText() === text;
}
