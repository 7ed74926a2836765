import { posix } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { Log } from '../../base/log';
import { text } from '../../base/text';
import type { JsonObject } from '../../base/json';
import { t } from '../../base/l10n';
import { tellBriefly, warn } from '../shell/notify';
import type { DocumentRef } from '../../documents/documentPath';
import { changedPaths, type FieldPath } from '../../documents/compare';
import type { EarlierVersions } from '../../documents/earlierVersions';
import { DocumentError } from '../../documents/documentError';
import type { SourceFile } from '../../documents/documentFiles';
import type { Drafts } from './drafts';
import type { OpenDocument, SaveCall } from './openDocument';
import { createStream } from '../../documents/createStream';
import { baseAfterSave } from '../../documents/notTaken';
import { parseDocument } from '../../documents/parse';
import type { RemoteRef, RemoteBodies } from '../../documents/remoteBodies';
import {
  resolveConflicts,
  saveBody,
  updatableEdits,
  type ConfigurationKeyMemory,
  type SaveOutcome,
} from '../../documents/saveBody';
import type { SaveQuestions } from './saveQuestions';
import { notTakenError } from '../../documents/saveErrors';
import type { NewRef } from './newStreams/newDocuments';

export interface WriteRequest {
  readonly document: OpenDocument;
  readonly ref: DocumentRef;
  readonly text: string;
  /** Why the editor saves; undefined where somebody else writes. */
  readonly reason: vscode.TextDocumentSaveReason | undefined;
  /** What another program's text was made from, where it writes beside unsaved changes of a tab. */
  readonly besideTab: { readonly base: JsonObject | undefined } | undefined;
  /** Set if a call saves. Taken when the write begins, as a call may come while a person's save is in progress. */
  readonly call: SaveCall | undefined;
}

/** A document was saved to Domo; a new stream tells which one it has become. */
export interface SavedDocument {
  readonly uri: vscode.Uri;
  readonly connectionId: string;
  readonly streamId: number;
  /** The server's body after the save. */
  readonly body: JsonObject;
  readonly notTaken: readonly FieldPath[];
  readonly created?: {
    readonly name: string | undefined;
    readonly file: SourceFile | undefined;
  };
}

/** What came of a write: what Domo has now, or why it failed. */
export interface WriteOutcome {
  readonly uri: vscode.Uri;
  readonly body?: JsonObject | undefined;
  readonly error?: Error;
}

interface WriterParts {
  readonly log: Log;
  readonly remote: RemoteBodies;
  readonly drafts: Drafts;
  readonly earlierVersions: EarlierVersions;
  readonly questions: Pick<SaveQuestions, 'askConflict' | 'confirmRisks'>;
  readonly configurationKey: ConfigurationKeyMemory;
}

/** Decides what a save of the editor means: a draft, an update or a new stream. */
export class DocumentWriter implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #saved = this.#disposables.add(new vscode.EventEmitter<SavedDocument>());
  readonly onDidSave = this.#saved.event;

  constructor(private readonly parts: WriterParts) {}

  /**
   * @returns the server's body after the save; undefined where nothing of the document was updated
   * @throws DocumentError, DomoError: nothing is claimed saved that is not
   */
  async write(request: WriteRequest): Promise<JsonObject | undefined> {
    const { ref, reason } = request;
    const isAutomatic =
      reason === vscode.TextDocumentSaveReason.AfterDelay ||
      reason === vscode.TextDocumentSaveReason.FocusOut;
    if (isAutomatic) return this.#keepDraft(request);
    return ref.type === 'new' ? this.#create(request, ref) : this.#update(request, ref);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** An auto-save must not change anything in Domo: the text is kept here until it is saved by hand. */
  async #keepDraft({ document, ref, text }: WriteRequest): Promise<undefined> {
    const base = (await document.stored())?.base ?? (await this.#bodyOf(ref));
    await this.parts.drafts.keep(document, base, text);
    tellBriefly(t('Kept as a draft. Save by hand to send it to Domo.'), 10, 'edit');
    return undefined;
  }

  async #bodyOf(ref: DocumentRef): Promise<JsonObject> {
    return ref.type === 'new' ? {} : (await this.parts.remote.read(ref)).body;
  }

  async #update(request: WriteRequest, ref: RemoteRef): Promise<JsonObject> {
    const { document, text, besideTab } = request;
    const { uri } = document;
    const mine = parseDocument(text);
    const outcome = await this.#send(request, ref, mine);
    const { body, notTaken } = outcome;
    // The tab's own changes were made on what it shows, whatever others have saved since.
    if (!besideTab)
      await this.#keepAfterSave(uri, () =>
        this.parts.drafts.settle(document, baseAfterSave(mine, outcome)),
      );
    this.#saved.fire({ uri, ...ref, body, notTaken });
    if (notTaken.length > 0) throw notTakenError(outcome);
    return body;
  }

  /** What can't be kept on this machine does not undo a save: Domo has it. */
  async #keepAfterSave(uri: vscode.Uri, keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (error) {
      this.parts.log.error(`The state of ${uri.path} can't be kept: ${String(error)}`);
      const name = posix.basename(uri.path);
      void warn(
        t(
          '{0} was saved in Domo, but the local copy can’t be updated ({1}). If an older draft appears after a reload, discard it.',
          name,
          String(error),
        ),
      );
    }
  }

  async #send(request: WriteRequest, ref: RemoteRef, mine: JsonObject): Promise<SaveOutcome> {
    const { remote, earlierVersions, questions, configurationKey } = this.parts;
    const document = { uri: request.document.uri, call: request.call };
    return saveBody(ref, await this.#baseOf(request, ref, mine), mine, {
      remote,
      configurationKey,
      askConflict: (fields, theirs) => questions.askConflict(document, fields, theirs),
      confirmRisks: (risks) => questions.confirmRisks(document, risks),
      keepFormer: (body) => earlierVersions.add(ref, body),
    });
  }

  /**
   * What the text was made from. Where that is forgotten nobody can tell what was typed in a tab from
   * what has changed in Domo: the person is asked about every difference.
   */
  async #baseOf(
    { document, reason, besideTab, call }: WriteRequest,
    ref: RemoteRef,
    mine: JsonObject,
  ): Promise<JsonObject> {
    const { remote, questions } = this.parts;
    const known = besideTab ? besideTab.base : (await document.stored())?.base;
    if (known) return known;
    const { body } = await remote.read(ref);
    const { edited } = updatableEdits(remote.ruleFor(ref), body, mine);
    const differences = changedPaths(body, edited);
    if (reason !== undefined && differences.length > 0)
      await resolveConflicts(differences, body, {
        askConflict: (fields, theirs) =>
          questions.askConflict({ uri: document.uri, call }, fields, theirs),
      });
    return body;
  }

  async #create(request: WriteRequest, ref: NewRef): Promise<undefined> {
    const { remote, drafts } = this.parts;
    const { document } = request;
    const { uri } = document;
    const stored = await document.stored();
    const existing = stored?.createdStreamId;
    if (existing !== undefined)
      throw new DocumentError(
        'alreadyCreated',
        text(
          'Not saved: this is stream {0} already. Open that stream and edit it there.',
          existing,
        ),
      );
    const { connectionId } = ref;
    const { id: streamId, name, raw } = await createStream(remote, connectionId, request.text);
    await this.#keepAfterSave(uri, async () => {
      await document.keep({ base: {}, createdStreamId: streamId });
      await drafts.discard(document);
    });
    const created = { name, file: stored?.template?.file };
    this.#saved.fire({ uri, connectionId, streamId, body: raw, notTaken: [], created });
  }
}
