import type * as vscode from 'vscode';
import { isExpected, logError } from '../../base/errorTexts';
import { atOnceMilliseconds } from '../../base/policies';
import { showError } from './showError';

/** Shows people what failed of what they clicked. */
export class Failures {
  /** When the person was last told that the token of a connection is refused, by its ID. */
  readonly #askedAt = new Map<string, number>();

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly editConnection: (connectionId: string) => Promise<void>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Does what a person clicked, and shows them if it fails. Never rejects. */
  async run(name: string, task: () => PromiseLike<unknown>, connectionId?: string): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.show(name, error, connectionId);
    }
  }

  /** Logs a failure and shows it. Doesn't wait until its message is closed. */
  show(name: string, error: unknown, connectionId?: string): void {
    logError(this.log, name, error);
    void this.#show(error, connectionIdOf(error) ?? connectionId);
  }

  /** A connection has a new token: if that is refused too, it is said again. */
  tokenChanged(connectionId: string): void {
    this.#askedAt.delete(connectionId);
  }

  /** Uploads that run at once lose their token at once: that is asked about once. */
  async #show(error: unknown, connectionId: string | undefined): Promise<void> {
    const isRefused = isExpected(error) && error.kind === 'unauthorized';
    if (!isRefused || connectionId === undefined) return this.#tell(error, connectionId);
    const askedAt = this.#askedAt.get(connectionId);
    if (askedAt !== undefined && this.now() - askedAt < atOnceMilliseconds) return;
    const at = this.now();
    this.#askedAt.set(connectionId, at);
    await this.#tell(error, connectionId);
    if (this.#askedAt.get(connectionId) === at) this.#askedAt.delete(connectionId);
  }

  #tell(error: unknown, connectionId: string | undefined): Promise<void> {
    return showError(error, {
      showLog: () => this.log.show(),
      ...(connectionId !== undefined && {
        editConnection: () =>
          this.run('connection.edit', () => this.editConnection(connectionId), connectionId),
      }),
    });
  }
}

function connectionIdOf(error: unknown): string | undefined {
  const hasOne = typeof error === 'object' && error !== null && 'connectionId' in error;
  return hasOne && typeof error.connectionId === 'string' ? error.connectionId : undefined;
}
