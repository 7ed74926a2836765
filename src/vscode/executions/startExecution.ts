import type { JsonObject } from '../../base/json';
import { updateMethods, type Execution, type Stream } from '../../domo/api/model';
import { confirmCancelsRunning } from './confirmCancelsRunning';
import { t } from '../../base/l10n';
import { tell } from '../shell/notify';
import { optionalChoice } from '../../base/arguments';
import type { Invocation } from '../shell/commandRegistry';
import { showRun } from './showRun';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';

/** Creates an execution of a stream, and watches it to its end if a connector runs it. */
export async function startExecution(
  services: ExecutionServices,
  invocation: Invocation,
): Promise<JsonObject> {
  const { connection, streamId } = await services.streams.choose(invocation, 'change');
  const updateMethod = optionalChoice(invocation.given, 'updateMethod', updateMethods);
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId);
  if (!invocation.isProgram) await confirmCancelsRunning(client, streamId);
  const isConnector = stream.transportType?.toUpperCase() === 'CONNECTOR';
  // Live clients name the run type when they launch a connector.
  const body: JsonObject = {
    ...(updateMethod && { updateMethod }),
    ...(isConnector && { runType: 'MANUAL' }),
  };
  const execution = await client.executions.create(streamId, body);
  await services.streams.tree.streamChanged(connection.id, streamId);
  const { isProgram } = invocation;
  if (isConnector)
    return (await showRun(services, { client, connection, stream, execution, isProgram })).raw;
  if (!isProgram) void tell(waitingText(execution, stream));
  return execution.raw;
}

function waitingText({ executionId }: Execution, stream: Stream): string {
  return t(
    'Execution {0} of {1} waits for parts. Upload a file to the stream to feed it, or abort it.',
    executionId,
    streamName(stream),
  );
}
