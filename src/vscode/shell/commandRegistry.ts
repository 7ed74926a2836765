import * as vscode from 'vscode';
import { ArgumentError } from '../../base/arguments';
import { DisposableStore } from '../../base/disposable';
import { isExpected, logError, messageOf } from '../../base/errorTexts';
import { plainText } from '../../base/plainText';
import { text } from '../../base/text';
import type { Fields } from '../../base/arguments';
import type { Command } from '../../manifest/command';
import {
  commandName,
  commands,
  type CommandGiven,
  type CommandId,
  type CommandResult,
} from '../../manifest/commands';
import type { Failures } from './failures';
import { isCallWithoutAsk, readInvocation, type Invocation } from './invocation';

/** Does what a command is for. */
export type CommandHandler<Id extends CommandId> = (
  invocation: Invocation<CommandGiven<Id>>,
) => Promise<CommandResult<Id>> | CommandResult<Id>;

/** Registers commands. People are shown what fails; a call gets the error, or the result. */
export class CommandRegistry implements vscode.Disposable {
  readonly #disposables = new DisposableStore();

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly failures: Failures,
  ) {}

  add<Id extends CommandId>(id: Id, handler: CommandHandler<Id>): void {
    const run = (...raw: unknown[]): Promise<unknown> => this.#run(id, handler, raw);
    this.#disposables.add(vscode.commands.registerCommand(commandName(id), run));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #run<Id extends CommandId>(
    id: Id,
    handler: CommandHandler<Id>,
    raw: readonly unknown[],
  ): Promise<unknown> {
    const command: Command<Fields, unknown> = commands[id];
    let connectionId: string | undefined;
    try {
      const invocation = readInvocation(command, raw) as Invocation<CommandGiven<Id>>;
      connectionId = connectionIdOf(invocation.given);
      assertOneRow(command, invocation);
      const result = await handler(invocation);
      // A result may be large, and a click has no use for it.
      return invocation.isCall || command.returnsAlways ? result : undefined;
    } catch (error) {
      if (!isCallWithoutAsk(raw)) {
        this.failures.show(commandName(id), error, connectionId);
        return undefined;
      }
      logError(this.log, commandName(id), error);
      throw withPlainText(error);
    }
  }
}

function assertOneRow({ actsOn }: Command<Fields, unknown>, { all }: Invocation): void {
  if (all.length > 1 && actsOn === undefined)
    throw new ArgumentError(text('This command works on one row. Select only one.'));
}

function connectionIdOf(given: object): string | undefined {
  const hasOne = 'connectionId' in given;
  return hasOne && typeof given.connectionId === 'string' ? given.connectionId : undefined;
}

/** A keybinding is a call too, and VS Code shows its error in a notification of its own. */
function withPlainText(error: unknown): unknown {
  if (isExpected(error)) error.message = plainText(messageOf(error));
  return error;
}
