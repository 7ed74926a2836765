import type * as vscode from 'vscode';
import type { JsonObject } from '../../base/json';
import type { CommandGiven } from '../../manifest/commands';
import type { CommandRegistry } from '../shell/commandRegistry';
import { forSelection } from '../shell/forSelection';
import type { Invocation } from '../shell/invocation';
import type { DocumentServices } from './services';

/** Registers the commands that open documents. */
export function registerOpenCommands(registry: CommandRegistry, services: DocumentServices): void {
  registry.add('stream.open', (invocation) =>
    forSelection(invocation, (one) => openStream(services, one)),
  );
  registry.add('execution.open', (invocation) =>
    forSelection(invocation, (one) => openExecution(services, one)),
  );
}

async function openStream(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'stream.open'>>,
): Promise<JsonObject> {
  const { connection, streamId } = await services.streams.choose(invocation);
  return services.documents.openStream(
    { connectionId: connection.id, streamId },
    showing(invocation),
  );
}

async function openExecution(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'execution.open'>>,
): Promise<JsonObject> {
  const { connection, streamId, executionId } = await services.executions.choose(invocation);
  const ids = { connectionId: connection.id, streamId, executionId };
  return services.documents.openExecution(ids, showing(invocation));
}

/** Several documents are opened side by side in the tab bar: a preview tab would show only the last. */
function showing({ all }: Pick<Invocation<unknown>, 'all'>): vscode.TextDocumentShowOptions {
  return { preview: all.length === 1 };
}
