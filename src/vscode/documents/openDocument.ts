import * as vscode from 'vscode';
import type { JsonObject } from '../../base/json';
import { announcedFreshMilliseconds } from '../../base/policies';
import type { FieldPath } from '../../documents/compare';
import type { DocumentFiles, StoredDocument } from '../../documents/documentFiles';
import { tabOf } from './uris';

/**
 * Where a document is between the editor and Domo. `clean`: the tab shows what Domo has. `edited`: the tab has
 * unsaved changes. `saving`: they are on their way to Domo. `conflicted`: Domo had changed meanwhile, or did not
 * take all of them. `draft`: auto-save kept a text that Domo does not have.
 */
export type DocumentState = 'clean' | 'edited' | 'saving' | 'conflicted' | 'draft';

/** A document as it is shown to the editor. */
export interface ShownText {
  text: string;
  body: JsonObject | undefined;
  /** Moves only with the content, else clean editors would not reload or would reload for nothing. */
  modifiedMilliseconds: number;
  readMilliseconds: number;
}

/** What the editor has last read or written: a dirty document is compared with that. */
export interface KnownVersion {
  readonly modifiedMilliseconds: number;
  readonly size: number;
}

/** What Domo made of a save, and the fields that it did not take. */
export interface SaveResult {
  readonly body: JsonObject;
  readonly notTaken: readonly FieldPath[];
}

/** A call that saves a document. */
export interface SaveCall {
  /** Whether it confirms what a person would be asked about. */
  readonly isConfirmed: boolean;
}

/** A save that the editor announced. */
interface Announced {
  readonly reason: vscode.TextDocumentSaveReason;
  readonly version: number;
  readonly atMilliseconds: number;
}

/** Everything that is known about one document. Each label is a tab, and so a document of its own. */
export class OpenDocument {
  shown: ShownText | undefined;
  known: KnownVersion | undefined;
  /** What the server made of a save, until the editor knows that it is saved. */
  savedBody: JsonObject | undefined;
  /** The last save, if Domo did not take all of it. */
  lastSave: SaveResult | undefined;
  /** Set while a call saves it: nobody is asked. */
  call: SaveCall | undefined;
  /** Until the marks are set. */
  marksTimer: NodeJS.Timeout | undefined;
  #stored: StoredDocument | undefined;
  #announced: Announced | undefined;
  /** The text that was written while the user typed on. */
  #typedOn: string | undefined;
  #isSaving = false;
  #isConflicted = false;

  constructor(
    readonly uri: vscode.Uri,
    private readonly store: DocumentFiles,
  ) {}

  get key(): string {
    return this.uri.toString();
  }

  /** Whether auto-save kept a text of it, as far as its stored state was read. */
  get isDraft(): boolean {
    return this.#stored?.draft !== undefined;
  }

  get state(): DocumentState {
    if (!this.#hasTabChanges()) return this.isDraft ? 'draft' : 'clean';
    if (this.#isSaving) return 'saving';
    return this.#isConflicted ? 'conflicted' : 'edited';
  }

  /** Whether the tab has changes that a reload would lose. */
  get hasUnsavedChanges(): boolean {
    return ['edited', 'saving', 'conflicted'].includes(this.state);
  }

  /** What outlives the window. */
  async stored(): Promise<StoredDocument | undefined> {
    if (this.#stored) return this.#stored;
    const stored = await this.store.get(this.key);
    // Something newer may have been kept meanwhile.
    return (this.#stored ??= stored);
  }

  /** Forgets what was shown and what outlives the window; a save in progress continues. */
  forget(): void {
    this.shown = undefined;
    this.known = undefined;
    this.#stored = undefined;
  }

  /** Keeps what outlives the window. */
  async keep(stored: StoredDocument): Promise<void> {
    this.#stored = stored;
    await this.store.set(this.key, stored);
  }

  /** The editor is about to save; the file system interface does not say why. */
  announce(version: number, reason: vscode.TextDocumentSaveReason): void {
    this.#announced = { reason, version, atMilliseconds: Date.now() };
  }

  /**
   * The reason of the save that is writing this text; undefined where somebody else writes. What an
   * editor announced and gave up must not be taken for the reason of a later write.
   *
   * The editor announces nothing where it saves without formatting, and where it closes a window: that it
   * saves is told then by its text. With auto-save nobody can tell these two apart, and it may not send anything.
   */
  takeReason(text: string): vscode.TextDocumentSaveReason | undefined {
    const document = tabOf(this.uri);
    if (!document) return undefined;
    const announced = this.#announced;
    this.#announced = undefined;
    const hasText = document.getText() === text;
    if (!announced) return document.isDirty && hasText ? silentReason(document) : undefined;
    const isFresh = Date.now() - announced.atMilliseconds < announcedFreshMilliseconds;
    return isFresh || (document.version === announced.version && hasText)
      ? announced.reason
      : undefined;
  }

  /** Runs a save of the tab, and keeps how it ended. */
  async saving<T>(save: () => Promise<T>): Promise<T> {
    this.#isSaving = true;
    this.#isConflicted = false;
    try {
      return await save();
    } catch (error) {
      this.#isConflicted = isConflict(error);
      throw error;
    } finally {
      this.#isSaving = false;
    }
  }

  /** A save of the editor has ended. */
  noteSaved(document: vscode.TextDocument): void {
    const written = this.shown?.text;
    const isAll = written === undefined || document.getText() === written;
    this.#typedOn = isAll ? undefined : written;
  }

  /** The tab shows what the provider gave it. */
  noteShown(): void {
    this.#typedOn = undefined;
  }

  /** The tab was closed. */
  noteClosed(): void {
    this.#announced = undefined;
    this.#typedOn = undefined;
    this.lastSave = undefined;
  }

  /**
   * After a save during which one types on, VS Code tells extensions that the document is saved: then the text
   * tells.
   */
  #hasTabChanges(): boolean {
    const document = tabOf(this.uri);
    if (!document || document.isDirty) return document !== undefined;
    return this.#typedOn !== undefined && document.getText() !== this.#typedOn;
  }
}

function isConflict(error: unknown): boolean {
  return (
    error instanceof Error &&
    'kind' in error &&
    (error.kind === 'conflict' || error.kind === 'notTaken')
  );
}

function silentReason(document: vscode.TextDocument): vscode.TextDocumentSaveReason {
  const autoSave = vscode.workspace.getConfiguration('files', document).get<string>('autoSave');
  const { Manual, AfterDelay } = vscode.TextDocumentSaveReason;
  return autoSave === 'off' ? Manual : AfterDelay;
}
