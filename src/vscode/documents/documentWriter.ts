import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { JsonObject, JsonValue } from '../../domo/json';
import { documentPath, documentScheme, type DocumentAddress } from './address';
import { formatPath, valueAt, type FieldPath } from './compare';
import { DocumentError } from './documentError';
import type { DocumentStore } from './documentStore';
import { parseDocument } from './parse';
import type { RemoteAddress, RemoteBodies } from './remoteBody';
import { saveBody, type SaverSeams } from './saver';
import type { NewAddress } from './templates';

export interface WriteRequest {
  readonly uri: vscode.Uri;
  readonly address: DocumentAddress;
  readonly text: string;
  /** Why the editor saves; undefined where somebody else writes. */
  readonly reason: vscode.TextDocumentSaveReason | undefined;
  /** What another program's text was made from, where it writes beside unsaved changes of a tab. */
  readonly besideTab: { readonly base: JsonObject | undefined } | undefined;
}

/** A document was saved to Domo; a new stream tells which one it has become. */
export interface SavedDocument {
  readonly uri: vscode.Uri;
  readonly connectionId: string;
  readonly streamId: number;
  readonly created?: { readonly name: string | undefined };
}

/** Decides what a save of the editor means: a draft, an update or a new stream. */
export class DocumentWriter implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #saved = this.#disposables.add(new vscode.EventEmitter<SavedDocument>());
  readonly onDidSave = this.#saved.event;
  readonly #created = new Map<string, number>();

  constructor(
    private readonly remote: RemoteBodies,
    private readonly store: DocumentStore,
    private readonly seams: Omit<SaverSeams, 'remote' | 'askConflict'> & {
      readonly askConflict: (
        uri: vscode.Uri,
        fields: readonly string[],
        theirs: JsonObject,
      ) => ReturnType<SaverSeams['askConflict']>;
    },
  ) {}

  /**
   * @returns the server's body after the save; undefined where nothing was sent
   * @throws DocumentError, DomoError: nothing is claimed saved that is not
   */
  async write(request: WriteRequest): Promise<JsonObject | undefined> {
    const { address, reason } = request;
    const isAutomatic =
      reason === vscode.TextDocumentSaveReason.AfterDelay ||
      reason === vscode.TextDocumentSaveReason.FocusOut;
    if (isAutomatic) return this.#keepDraft(request);
    return address.type === 'new'
      ? this.#create(request.uri, address, request.text)
      : this.#update(request, address);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** An auto-save must not change anything in Domo: the text is kept here until it is saved by hand. */
  async #keepDraft({ uri, address, text }: WriteRequest): Promise<undefined> {
    const key = uri.toString();
    const base = (await this.store.get(key))?.base ?? (await this.#bodyOf(address));
    await this.store.set(key, { base, draft: text });
    vscode.window.setStatusBarMessage(
      '$(edit) Kept as a draft. Save by hand to send it to Domo.',
      10_000,
    );
    return undefined;
  }

  async #bodyOf(address: DocumentAddress): Promise<JsonObject> {
    return address.type === 'new' ? {} : (await this.remote.read(address)).body;
  }

  async #update(
    { uri, text, besideTab }: WriteRequest,
    address: RemoteAddress,
  ): Promise<JsonObject> {
    const mine = parseDocument(text);
    const key = uri.toString();
    const known = besideTab ? besideTab.base : (await this.store.get(key))?.base;
    const base = known ?? (await this.#bodyOf(address));
    const { body, notTaken } = await saveBody(address, base, mine, {
      ...this.seams,
      remote: this.remote,
      askConflict: (fields, theirs) => this.seams.askConflict(uri, fields, theirs),
    });
    // The tab's own changes were made on what it shows, whatever others have saved since.
    if (!besideTab) await this.store.set(key, { base: body });
    this.#saved.fire({ uri, ...address });
    if (notTaken.length > 0) throw notTakenError(notTaken, mine, body);
    return body;
  }

  async #create(uri: vscode.Uri, address: NewAddress, text: string): Promise<JsonObject> {
    const key = uri.toString();
    const existing = this.#created.get(key);
    if (existing !== undefined)
      throw new DocumentError(
        'alreadyCreated',
        `Not saved: this is stream ${existing} already. Open that stream and edit it there.`,
      );
    const definition = parseDocument(text);
    const stream = await this.remote.create(address.connectionId, definition);
    this.#created.set(key, stream.id);
    await this.store.delete(key);
    const created = { name: stream.name };
    this.#saved.fire({ uri, connectionId: address.connectionId, streamId: stream.id, created });
    return definition;
  }
}

function notTakenError(
  paths: readonly FieldPath[],
  mine: JsonObject,
  kept: JsonObject,
): DocumentError {
  const texts = paths.map(
    (path) =>
      `${formatPath(path)} is still ${short(valueAt(kept, path))}, not ${short(valueAt(mine, path))}`,
  );
  return new DocumentError(
    'notTaken',
    `Domo did not take every change: ${texts.join('; ')}. The other changes are saved.`,
    paths.map(([field = '']) => field),
  );
}

function short(value: JsonValue | undefined): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** The address of a stream's document. */
export function streamUri(connectionId: string, streamId: number, name?: string): vscode.Uri {
  const path = documentPath({ type: 'stream', connectionId, streamId }, name);
  return vscode.Uri.from({ scheme: documentScheme, path });
}

/** The address of an execution's document. */
export function executionUri(
  connectionId: string,
  streamId: number,
  executionId: number,
): vscode.Uri {
  const path = documentPath({ type: 'execution', connectionId, streamId, executionId });
  return vscode.Uri.from({ scheme: documentScheme, path });
}
