import type * as vscode from 'vscode';
import { CancelledError, isCancelled } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import type { Log } from '../../base/log';
import type { DomoClient } from '../../domo/client';
import { pollExecution } from '../../domo/flows/pollExecution';
import { t } from '../../base/l10n';
import { logError, messageOf } from '../../base/errorTexts';
import { historyContent } from '../../executions/historyPage';
import type { StreamIds } from '../../connections/ids';
import { WebPanel, type PanelMessage } from '../shell/webPanel';
import { runOf } from '../../executions/runRow';
import { RunHistory, runsPerPage } from '../../executions/runHistory';

/** Which stream a page is about, and what its buttons do. They show what fails. */
export interface PanelSubject extends StreamIds {
  readonly streamName: string;
  readonly client: () => Promise<DomoClient>;
  /** The longest wait between two reads of an execution. */
  readonly pollMilliseconds: () => number;
  readonly showHistory: () => void;
  readonly showDetails: (executionId: number) => void;
  /** Opens the execution's JSON. */
  readonly openExecution: (executionId: number) => void;
  readonly copy: (text: string) => void;
}

/** The tab with a stream's run history. What runs is followed while the tab can be seen. */
export class HistoryPanel implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #panel: WebPanel;
  readonly #history: RunHistory;
  #failure: string | undefined;
  #work = new AbortController();

  constructor(
    extension: vscode.Uri,
    private readonly subject: PanelSubject,
    private readonly log: Log,
    onClosed: () => void,
  ) {
    this.#history = new RunHistory(subject.client, subject.streamId);
    const title = t('Runs of {0}', subject.streamName);
    this.#panel = this.#disposables.add(new WebPanel(extension, 'domoStreams.history', title));
    this.#panel.onDidReceive((message) => this.#onMessage(message));
    this.#panel.onDidChangeVisibility(() => this.#restart());
    this.#panel.onDidDispose(() => {
      onClosed();
      this.dispose();
    });
    this.#restart();
  }

  /** Brings the tab to the front, with what is true now. */
  reveal(): void {
    this.#panel.reveal();
    this.#restart();
  }

  dispose(): void {
    this.#work.abort(new CancelledError());
    this.#disposables.dispose();
  }

  #onMessage({ action, executionId }: PanelMessage): void {
    if (action === 'refresh') this.#restart();
    if (action === 'more') this.#start((signal) => this.#history.more(signal));
    if (action === 'details' && executionId !== undefined) this.subject.showDetails(executionId);
  }

  #restart(): void {
    if (this.#panel.isVisible) this.#start((signal) => this.#history.load(signal));
    else this.#work.abort(new CancelledError());
  }

  /** One thing at a time: the newer ends the one before. */
  #start(task: (signal: AbortSignal) => Promise<void>): void {
    this.#work.abort(new CancelledError());
    this.#work = new AbortController();
    void this.#run(task, this.#work.signal);
  }

  async #run(task: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await task(signal);
      this.#failure = undefined;
      this.#show();
      await this.#followRunning(signal);
    } catch (error) {
      if (isCancelled(error)) return;
      logError(this.log, `The history of stream ${this.subject.streamId}`, error);
      this.#failure = messageOf(error);
      this.#show();
    }
  }

  async #followRunning(signal: AbortSignal): Promise<void> {
    const { running } = this.#history;
    if (!running) return;
    const client = await this.subject.client();
    const onRead: Parameters<typeof pollExecution>[0]['onRead'] = (execution) => {
      this.#history.take(execution);
      this.#show();
    };
    const { streamId } = this.subject;
    const { executionId } = running;
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
  }

  #show(): void {
    const now = Date.now();
    const content = historyContent({
      streamName: this.subject.streamName,
      runs: this.#history.shown.map((execution) => runOf(execution, now)),
      remaining: this.#history.remaining,
      pageSize: runsPerPage,
      failure: this.#failure,
    });
    this.#panel.show(content);
  }
}
