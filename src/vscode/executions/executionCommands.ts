import * as vscode from 'vscode';
import type { JsonObject } from '../../base/json';
import { executionUri } from '../documents/uris';
import { confirm } from '../shell/confirm';
import { t } from '../../base/l10n';
import { optionalFlag } from '../../base/arguments';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { Services } from '../connections/services';
import { isRunning, targetExecution } from '../connections/targetConnection';

export function registerExecutionCommands(registry: CommandRegistry, services: Services): void {
  registry.add('execution.open', (invocation) => openExecution(services, invocation));
  registry.add('execution.commit', (invocation) => finalize(services, invocation, 'commit'));
  registry.add('execution.abort', (invocation) => finalize(services, invocation, 'abort'));
}

async function openExecution(services: Services, invocation: Invocation): Promise<JsonObject> {
  const { connection, streamId, executionId } = await targetExecution(services, invocation);
  const client = await services.clients.get(connection.id);
  const execution = await client.executions.get(streamId, executionId, { oddToo: true });
  await vscode.window.showTextDocument(executionUri(connection.id, streamId, executionId));
  return execution.raw;
}

function confirmEnd(action: 'commit' | 'abort', executionId: number): Promise<void> {
  if (action === 'abort')
    return confirm(
      t('Abort execution {0}?', executionId),
      t('Nothing of it is loaded into the DataSet.'),
      t('Abort'),
    );
  return confirm(
    t('Commit execution {0}?', executionId),
    t('Its parts are loaded into the DataSet as they are. Commit only when all parts are there.'),
    t('Commit'),
  );
}

async function finalize(
  services: Services,
  invocation: Invocation,
  action: 'commit' | 'abort',
): Promise<JsonObject> {
  const { connection, streamId, executionId } = await targetExecution(
    services,
    invocation,
    'change',
    isRunning,
  );
  const client = await services.clients.get(connection.id);
  const execution = await client.executions.get(streamId, executionId);
  if (!optionalFlag(invocation.given, 'confirmed')) await confirmEnd(action, executionId);
  const route = services.targets.route(connection.id);
  const reason = action === 'abort' ? { reason: 'Aborted by hand.' } : {};
  await client.finalize(streamId, execution, { action, route, ...reason });
  const after = await client.executions.get(streamId, executionId);
  await services.tree.streamChanged(connection.id, streamId);
  return after.raw;
}
