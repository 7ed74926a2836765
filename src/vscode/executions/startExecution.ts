import type { JsonObject } from '../../base/json';
import type { Execution, Stream } from '../../domo/api/model';
import { confirmCancelsRunning } from './confirmCancelsRunning';
import { t } from '../../base/l10n';
import { tell } from '../shell/notify';
import type { CommandGiven } from '../../manifest/commands';
import type { Invocation } from '../shell/invocation';
import { showRun } from './showRun';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';

/** Creates an execution of a stream, and polls it to its end if a connector runs it. */
export async function startExecution(
  services: ExecutionServices,
  invocation: Invocation<CommandGiven<'stream.run'>>,
): Promise<JsonObject> {
  const { connection, streamId } = await services.streams.choose(invocation, 'change');
  const { given, asks } = invocation;
  const client = await services.clients.get(connection.id);
  const stream = await client.streams.get(streamId);
  if (asks && given.confirmed !== true) await confirmCancelsRunning(client, streamId);
  const isConnector = stream.transportType?.toUpperCase() === 'CONNECTOR';
  // Live clients name the run type when they launch a connector.
  const body: JsonObject = {
    ...(given.updateMethod && { updateMethod: given.updateMethod }),
    ...(isConnector && { runType: 'MANUAL' }),
  };
  const execution = await client.executions.create(streamId, body);
  await services.streams.tree.streamChanged(connection.id, streamId);
  if (isConnector)
    return (await showRun(services, { client, connection, stream, execution, asks })).raw;
  if (asks) void tell(waitingText(execution, stream));
  return execution.raw;
}

function waitingText({ executionId }: Execution, stream: Stream): string {
  return t(
    'Execution {0} of {1} waits for parts. Upload a file to the stream to feed it, or abort it.',
    executionId,
    streamName(stream),
  );
}
