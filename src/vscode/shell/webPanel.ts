import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { webPage, type Html } from '../../base/html';

/** What a page's buttons, rows and bars tell the extension. */
export interface PanelMessage {
  readonly action: string;
  readonly executionId?: number;
}

/** A tab with a page of the extension's own, whose content is drawn anew without losing the place in it. */
export class WebPanel implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #messages = this.#disposables.add(new vscode.EventEmitter<PanelMessage>());
  readonly onDidReceive = this.#messages.event;
  readonly onDidDispose: vscode.Event<void>;
  readonly #panel: vscode.WebviewPanel;
  #content: Html | undefined;
  #isShown = false;

  constructor(
    private readonly extension: vscode.Uri,
    viewType: string,
    private readonly title: string,
  ) {
    this.#panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [this.#folder('dist'), this.#folder('media')],
    });
    const picture = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.#folder('media'), theme, 'stream.svg');
    this.#panel.iconPath = { light: picture('light'), dark: picture('dark') };
    this.onDidDispose = this.#panel.onDidDispose;
    this.#disposables.add(this.#panel.onDidChangeViewState(() => this.#onViewState()));
    this.#disposables.add(
      this.#panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isPageMessage(message)) this.#messages.fire(message);
      }),
    );
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** Fires when the tab comes to the front or goes. */
  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#panel.onDidChangeViewState;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  show(content: Html): void {
    const isFirst = this.#content === undefined;
    this.#content = content;
    if (!this.#panel.visible) return;
    if (isFirst || !this.#isShown) this.#panel.webview.html = this.#page(content);
    else void this.#panel.webview.postMessage({ content: content.text });
    this.#isShown = true;
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#panel.dispose();
  }

  /** A tab in the background loses its page, and gets the one that it had at first when it comes back. */
  #onViewState(): void {
    if (!this.#panel.visible) this.#isShown = false;
    else if (!this.#isShown && this.#content) this.show(this.#content);
  }

  #page(content: Html): string {
    const { webview } = this.#panel;
    const address = (folder: string, file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#folder(folder), file)).toString();
    return webPage({
      title: this.title,
      content,
      styleSheet: address('media', 'page.css'),
      script: address('dist', 'page.js'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
    });
  }

  #folder(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.extension, name);
  }
}

function isPageMessage(message: unknown): message is PanelMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'action' in message &&
    typeof message.action === 'string' &&
    (!('executionId' in message) || Number.isSafeInteger(message.executionId))
  );
}
