import type { GivenOf, ResultOf } from './command';
import { connectionCommands } from './commands/connections';
import { copyCommands } from './commands/copying';
import { documentCommands } from './commands/documents';
import { executionCommands } from './commands/executions';
import { streamCommands } from './commands/streams';
import { uploadCommands } from './commands/uploads';

/** All commands, by their IDs below `domoStreams.`: the one place that says what each takes and returns. */
export const commands = {
  ...connectionCommands,
  ...streamCommands,
  ...documentCommands,
  ...executionCommands,
  ...uploadCommands,
  ...copyCommands,
} as const;

type Commands = typeof commands;
/** The ID of a command, below `domoStreams.` */
export type CommandId = keyof Commands;
/** What a command may be given. */
export type CommandGiven<Id extends CommandId> = GivenOf<Commands[Id]>;
/** What a command resolves to. */
export type CommandResult<Id extends CommandId> = ResultOf<Commands[Id]>;

/** The full name of a command. */
export const commandName = (id: CommandId): string => `domoStreams.${id}`;
