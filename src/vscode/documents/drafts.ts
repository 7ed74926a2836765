import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type { JsonObject } from '../../base/json';
import { t } from '../../base/l10n';
import { documentScheme } from '../../documents/documentPath';
import type { DocumentStore } from '../../documents/documentStore';

/** Which documents have a draft, for the conditions of menus. */
const contextKey = 'domoStreams.drafts';

/** Texts that an auto-save kept and that Domo does not have yet: kept in storage, and shown as such. */
export class Drafts implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #known = new Set<string>();

  constructor(private readonly store: DocumentStore) {
    this.#disposables.add(vscode.window.registerFileDecorationProvider(this));
  }

  /** The editor asks for each tab that it shows, restored ones too. */
  async provideFileDecoration(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
    if (uri.scheme !== documentScheme) return undefined;
    const isDraft = (await this.textOf(uri)) !== undefined;
    this.#note(uri, isDraft);
    if (!isDraft) return undefined;
    const color = new vscode.ThemeColor('list.warningForeground');
    const tooltip = t('Draft: kept here, and not sent to Domo');
    return new vscode.FileDecoration('D', tooltip, color);
  }

  async textOf(uri: vscode.Uri): Promise<string | undefined> {
    return (await this.store.get(uri.toString()))?.draft;
  }

  /** Keeps a text. The base stays that which it was begun on. */
  async keep(uri: vscode.Uri, base: JsonObject, draft: string): Promise<void> {
    const stored = await this.store.get(uri.toString());
    await this.store.set(uri.toString(), { ...stored, base, draft });
    this.#refresh(uri, true);
  }

  /** A document was saved: what was a draft is in Domo now. */
  async settle(uri: vscode.Uri, base: JsonObject): Promise<void> {
    await this.store.set(uri.toString(), { base });
    this.#refresh(uri, false);
  }

  /** Forgets a draft, and nothing else of its document. */
  async discard(uri: vscode.Uri): Promise<void> {
    const stored = await this.store.get(uri.toString());
    if (!stored) return;
    await this.store.set(uri.toString(), { ...stored, draft: undefined });
    this.#refresh(uri, false);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #refresh(uri: vscode.Uri, isDraft: boolean): void {
    this.#note(uri, isDraft);
    this.#changed.fire(uri);
  }

  #note(uri: vscode.Uri, isDraft: boolean): void {
    const key = uri.toString();
    if (this.#known.has(key) === isDraft) return;
    if (isDraft) this.#known.add(key);
    else this.#known.delete(key);
    void vscode.commands.executeCommand('setContext', contextKey, [...this.#known]);
  }
}
