import type { JsonObject } from '../../base/json';
import { confirm } from '../shell/confirm';
import { t } from '../../base/l10n';
import { optionalFlag } from '../../base/arguments';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { ExecutionServices } from './services';
import { isRunning } from '../../domo/api/model';
import { uploadRouteOf } from '../connections/uploadRoute';
import { abortAll } from './abortAll';
import { deleteExecutions } from './deleteExecutions';
import { startExecution } from './startExecution';
import { chooseExecution } from './chooseExecution';

export function registerExecutionCommands(
  registry: CommandRegistry,
  services: ExecutionServices,
): void {
  registry.add('stream.run', (invocation) => startExecution(services, invocation));
  registry.add('execution.delete', (invocation) => deleteExecutions(services, invocation));
  registry.add('stream.abortAll', (invocation) => abortAll(services, invocation));
  registry.add('execution.commit', (invocation) => finalize(services, invocation, 'commit'));
  registry.add('execution.abort', (invocation) => finalize(services, invocation, 'abort'));
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
  services: ExecutionServices,
  invocation: Invocation,
  action: 'commit' | 'abort',
): Promise<JsonObject> {
  const { connection, streamId, executionId } = await chooseExecution(
    services,
    invocation,
    'change',
    isRunning,
  );
  const client = await services.clients.get(connection.id);
  const execution = await client.executions.get(streamId, executionId);
  if (!optionalFlag(invocation.given, 'confirmed')) await confirmEnd(action, executionId);
  const route = uploadRouteOf(services.memory, connection.id);
  const reason = action === 'abort' ? { reason: 'Aborted by hand.' } : {};
  await client.finalize(streamId, execution, { action, route, ...reason });
  const after = await client.executions.get(streamId, executionId);
  await services.streams.tree.streamChanged(connection.id, streamId);
  return after.raw;
}
