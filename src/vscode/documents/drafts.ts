import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { JsonObject } from '../../base/json';
import { t } from '../../base/l10n';
import { documentScheme } from '../../documents/documentPath';
import { setContext } from '../shell/context';
import type { OpenDocument } from './openDocument';
import type { OpenDocuments } from './openDocuments';

/** Which documents have a draft, for the conditions of menus. */

/** Texts that an auto-save kept and that Domo does not have yet: kept in storage, and shown as such. */
export class Drafts implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChangeFileDecorations = this.#changed.event;
  #noted = '';

  constructor(private readonly documents: OpenDocuments) {
    this.#disposables.add(vscode.window.registerFileDecorationProvider(this));
  }

  /** The editor asks for each tab that it shows, restored ones too. */
  async provideFileDecoration(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
    if (uri.scheme !== documentScheme) return undefined;
    const draft = await this.textOf(uri);
    this.#note();
    if (draft === undefined) return undefined;
    const color = new vscode.ThemeColor('list.warningForeground');
    const tooltip = t('Draft: kept here, and not sent to Domo');
    return new vscode.FileDecoration('D', tooltip, color);
  }

  async textOf(uri: vscode.Uri): Promise<string | undefined> {
    return (await this.documents.get(uri).stored())?.draft;
  }

  /** Keeps a text. The base stays that which it was begun on. */
  async keep(document: OpenDocument, base: JsonObject, draft: string): Promise<void> {
    await document.keep({ ...(await document.stored()), base, draft });
    this.#refresh(document);
  }

  /** A document was saved: what was a draft is in Domo now. */
  async settle(document: OpenDocument, base: JsonObject): Promise<void> {
    await document.keep({ base });
    this.#refresh(document);
  }

  /** Forgets a draft, and nothing else of its document. */
  async discard(document: OpenDocument): Promise<void> {
    const stored = await document.stored();
    if (!stored) return;
    await document.keep({ ...stored, draft: undefined });
    this.#refresh(document);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #refresh({ uri }: OpenDocument): void {
    this.#note();
    this.#changed.fire(uri);
  }

  /** Tells menus which documents have a draft. */
  #note(): void {
    const { drafts } = this.documents;
    const noted = drafts.join('\n');
    if (this.#noted === noted) return;
    this.#noted = noted;
    setContext('drafts', drafts);
  }
}
