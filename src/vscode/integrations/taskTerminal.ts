import * as vscode from 'vscode';
import { CancelledError, isCancelled, sleep } from '../../base/abort';
import type { Log } from '../../base/log';
import { t } from '../../base/l10n';
import { oneLine } from '../../base/plainText';
import { logError, messageOf } from '../../base/errorTexts';
import { shortestFailureMilliseconds } from '../../base/policies';

/** What runs in a task's terminal. It fails where it rejects. */
export type TerminalWork = (print: (line: string) => void, signal: AbortSignal) => Promise<void>;

const interrupt = '\u0003';

/** A terminal of plain lines, for work that is done in here. */
export class TaskTerminal implements vscode.Pseudoterminal {
  readonly #written = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#written.event;
  readonly #closed = new vscode.EventEmitter<number>();
  readonly onDidClose = this.#closed.event;
  readonly #stop = new AbortController();

  constructor(
    private readonly work: TerminalWork,
    private readonly log: Pick<Log, 'debug' | 'error'>,
  ) {}

  open(): void {
    void this.#run().then((exitCode) => this.#closed.fire(exitCode));
  }

  /** The task is ended by the person; what is under way is stopped. */
  close(): void {
    this.#stop.abort(new CancelledError());
  }

  handleInput(typed: string): void {
    if (typed === interrupt) this.close();
  }

  async #run(): Promise<number> {
    const startedAt = Date.now();
    try {
      await this.work((line) => this.#print(line), this.#stop.signal);
      return 0;
    } catch (error) {
      logError(this.log, 'Upload task', error);
      this.#print(isCancelled(error) ? t('Cancelled.') : messageOf(error));
      await sleep(shortestFailureMilliseconds - (Date.now() - startedAt));
      return 1;
    }
  }

  /** One line, so that no name or answer of a server can move the cursor. */
  #print(line: string): void {
    this.#written.fire(`${oneLine(line)}\r\n`);
  }
}
