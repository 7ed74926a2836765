import type * as vscode from 'vscode';
import { commandName, type CommandGiven, type CommandId } from '../../manifest/commands';
import type { Row } from '../../base/row';

/** What a click on a row runs, for that row or for another one. */
export function commandOf(id: CommandId, title: string, row: Row): vscode.Command {
  return { command: commandName(id), title, arguments: [row] };
}

/** A link for a notification. A click on it counts as a person's. */
export function commandLink<Id extends CommandId>(
  label: string,
  id: Id,
  given: CommandGiven<Id>,
): string {
  const query = encodeURIComponent(JSON.stringify([{ ...given, ask: true }]));
  // A bracket would end the link.
  return `[${label}](command:${commandName(id)}?${query.replaceAll(')', '%29')})`;
}
