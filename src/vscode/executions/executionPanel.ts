import type * as vscode from 'vscode';
import { CancelledError, isCancelled } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import type { Log } from '../../base/log';
import type { Execution } from '../../domo/api/model';
import { pollExecution } from '../../domo/flows/pollExecution';
import { t } from '../../base/l10n';
import { logError, messageOf } from '../../base/errorTexts';
import { executionContent } from '../../executions/executionPage';
import type { PanelSubject } from './historyPanel';
import { WebPanel } from '../shell/webPanel';

/** The tab with one execution's story; one that runs is followed while the tab can be seen. */
export class ExecutionPanel implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #panel: WebPanel;
  #work = new AbortController();
  #failure: string | undefined;

  constructor(
    extension: vscode.Uri,
    private readonly subject: PanelSubject,
    private execution: Execution,
    private readonly log: Log,
    onClosed: () => void,
  ) {
    const title = t('Execution {0} of {1}', execution.executionId, subject.streamName);
    this.#panel = this.#disposables.add(new WebPanel(extension, 'domoStreams.execution', title));
    this.#panel.onDidReceive(({ action }) => this.#onAction(action));
    this.#panel.onDidChangeVisibility(() => this.#restart());
    this.#panel.onDidDispose(() => {
      onClosed();
      this.dispose();
    });
    this.#show();
    this.#restart();
  }

  /** Brings the tab to the front, with what was just read. */
  reveal(execution: Execution): void {
    this.execution = execution;
    this.#panel.reveal();
    this.#show();
    this.#restart();
  }

  dispose(): void {
    this.#work.abort(new CancelledError());
    this.#disposables.dispose();
  }

  #onAction(action: string): void {
    const { executionId, toe } = this.execution;
    if (action === 'refresh') this.#restart();
    if (action === 'json') this.subject.openExecution(executionId);
    if (action === 'history') this.subject.showHistory();
    if (action === 'copyToe' && toe !== undefined) this.subject.copy(toe);
  }

  #restart(): void {
    this.#work.abort(new CancelledError());
    this.#work = new AbortController();
    if (this.#panel.isVisible) void this.#follow(this.#work.signal);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { streamId } = this.subject;
    const { executionId } = this.execution;
    const onRead = (execution: Execution): void => {
      this.execution = execution;
      this.#failure = undefined;
      this.#show();
    };
    try {
      const client = await this.subject.client();
      await pollExecution(
        {
          client,
          streamId,
          executionId,
          longestPollMilliseconds: this.subject.pollMilliseconds(),
          onRead,
        },
        signal,
      );
    } catch (error) {
      if (isCancelled(error)) return;
      logError(this.log, `Execution ${executionId} of stream ${streamId}`, error);
      this.#failure = messageOf(error);
      this.#show();
    }
  }

  #show(): void {
    const content = executionContent({
      streamName: this.subject.streamName,
      execution: this.execution,
      nowMilliseconds: Date.now(),
      failure: this.#failure,
    });
    this.#panel.show(content);
  }
}
