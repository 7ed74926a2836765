import type * as vscode from 'vscode';
import type { Log } from '../../base/log';
import type { Execution } from '../../domo/api/model';
import { ExecutionPanel } from './executionPanel';
import { HistoryPanel, type PanelSubject } from './historyPanel';

/** The tabs with run histories and executions, one for each. */
export class ExecutionPanels implements vscode.Disposable {
  readonly #histories = new Map<string, HistoryPanel>();
  readonly #executions = new Map<string, ExecutionPanel>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly log: Log,
  ) {}

  /** Opens a stream's run history, or brings it to the front. */
  showHistory(subject: PanelSubject): void {
    const key = `${subject.connectionId}/${subject.streamId}`;
    const open = this.#histories.get(key);
    if (open) {
      open.reveal();
      return;
    }
    const onClosed = (): void => void this.#histories.delete(key);
    this.#histories.set(key, new HistoryPanel(this.extension, subject, this.log, onClosed));
  }

  /** Opens an execution's story, or brings it to the front. */
  showExecution(subject: PanelSubject, execution: Execution): void {
    const key = `${subject.connectionId}/${subject.streamId}/${execution.executionId}`;
    const open = this.#executions.get(key);
    if (open) {
      open.reveal(execution);
      return;
    }
    const onClosed = (): void => void this.#executions.delete(key);
    this.#executions.set(
      key,
      new ExecutionPanel(this.extension, subject, execution, this.log, onClosed),
    );
  }

  dispose(): void {
    const panels = [...this.#histories.values(), ...this.#executions.values()];
    for (const panel of panels) panel.dispose();
  }
}
