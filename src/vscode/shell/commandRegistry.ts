import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import { plainText } from '../../base/plainText';
import { isExpected, logError, messageOf } from '../../base/errorTexts';
import { showError } from './showError';
import { atOnceMilliseconds } from '../../base/policies';

/** How a command was called. */
export interface Invocation {
  /** What the caller gave, or what the clicked tree item stands for. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The same for each selected tree item of the clicked one's kind; where nothing is selected, `given` alone. */
  readonly all: readonly Readonly<Record<string, unknown>>[];
  /** The arguments as they came, for commands that the Explorer calls. */
  readonly raw: readonly unknown[];
  /**
   * Whether a program called it with an argument: then the result is returned and failures are thrown.
   * Else a person did, and is told.
   */
  readonly isProgram: boolean;
}

export type CommandHandler = (invocation: Invocation) => Promise<unknown>;

/** Registers commands, each under the same handling of arguments and errors. */
export class CommandRegistry implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  /** When the person was last told that the token of a connection is refused, by its id. */
  readonly #askedAt = new Map<string, number>();

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param id without the prefix `domoStreams.` */
  add(id: string, handler: CommandHandler): void {
    const name = `domoStreams.${id}`;
    this.#disposables.add(
      vscode.commands.registerCommand(name, (...raw: unknown[]) => this.#run(name, handler, raw)),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #run(name: string, handler: CommandHandler, raw: readonly unknown[]): Promise<unknown> {
    const invocation = toInvocation(raw);
    try {
      const result = await handler(invocation);
      // A result may be large, and the editor would carry it all the way to a click that has no use for it.
      return invocation.isProgram ? result : undefined;
    } catch (error) {
      logError(this.log, name, error);
      if (invocation.isProgram) throw withPlainText(error);
      // Not awaited: the command is over, while its message may stay.
      void this.#tell(error, connectionOf(error) ?? connectionOf(invocation.given));
      return undefined;
    }
  }

  /** Uploads that run at once lose their token at once: that is asked about once. */
  async #tell(error: unknown, connectionId: string | undefined): Promise<void> {
    const isRefused = isExpected(error) && error.kind === 'unauthorized';
    if (!isRefused || connectionId === undefined) return showError(error, connectionId);
    const askedAt = this.#askedAt.get(connectionId);
    if (askedAt !== undefined && this.now() - askedAt < atOnceMilliseconds) return;
    this.#askedAt.set(connectionId, this.now());
    await showError(error, connectionId).finally(() => this.#askedAt.delete(connectionId));
  }
}

function connectionOf(value: unknown): string | undefined {
  const hasOne = typeof value === 'object' && value !== null && 'connectionId' in value;
  return hasOne && typeof value.connectionId === 'string' ? value.connectionId : undefined;
}

/** A keybinding is a program too, and the editor shows what it failed of in a notification of its own. */
function withPlainText(error: unknown): unknown {
  if (isExpected(error)) error.message = plainText(messageOf(error));
  return error;
}

function toInvocation(raw: readonly unknown[]): Invocation {
  const [first, selected] = raw;
  if (typeof first !== 'object' || first === null || first instanceof vscode.Uri)
    return { given: {}, all: [{}], raw, isProgram: false };
  if (!('type' in first)) {
    const given = first as Record<string, unknown>;
    return { given, all: [given], raw, isProgram: true };
  }
  const nodes = Array.isArray(selected) ? (selected as { type: unknown }[]) : [];
  const alike = nodes.filter(({ type }) => type === first.type);
  const all = (alike.length > 0 ? alike : [first]).map(idsOfNode);
  return { given: idsOfNode(first), all, raw, isProgram: false };
}

/** The ids of a tree item and of what is above it. */
function idsOfNode(node: object): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (let current: unknown = node; typeof current === 'object' && current !== null;) {
    const { connection, stream, execution, entry, uris, parent } = current as Record<
      string,
      Record<string, unknown> | undefined
    >;
    // Files that were dropped on a stream.
    if (uris) found['uris'] = uris;
    if (connection) found['connectionId'] = connection['id'];
    if (stream) found['streamId'] = stream['id'];
    if (execution) found['executionId'] = execution['executionId'];
    if (entry) found['uploadId'] = (entry['upload'] as Record<string, unknown>)['uploadId'];
    current = parent;
  }
  return found;
}

/** Stands for a pick or a prompt that the person closed. */
export function cancelledIfUndefined<T>(value: T | undefined): T {
  if (value === undefined) throw new CancelledError();
  return value;
}
