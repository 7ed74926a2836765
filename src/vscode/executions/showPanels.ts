import * as vscode from 'vscode';
import type { JsonObject } from '../../base/json';
import type { Stream } from '../../domo/api/model';
import type { PanelSubject } from './historyPanel';
import type { CommandGiven } from '../../manifest/commands';
import { clicked, type Invocation } from '../shell/invocation';
import { pollMilliseconds } from './showRun';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';
import type { ChosenStream } from '../../streams/chosen';
import { chooseExecution } from './chooseExecution';

/** Shows the run history of a stream. */
export async function showHistory(
  services: ExecutionServices,
  invocation: Invocation<CommandGiven<'stream.history'>>,
): Promise<JsonObject> {
  const target = await services.streams.choose(invocation);
  const client = await services.clients.get(target.connection.id);
  const stream = await client.streams.get(target.streamId);
  services.panels.showHistory(subjectOf(services, target, stream));
  return stream.raw;
}

/** Shows what Domo says about an execution. */
export async function showDetails(
  services: ExecutionServices,
  invocation: Invocation<CommandGiven<'execution.details'>>,
): Promise<JsonObject> {
  const target = await chooseExecution(services, invocation);
  const client = await services.clients.get(target.connection.id);
  const stream = await client.streams.get(target.streamId);
  const execution = await client.executions.get(target.streamId, target.executionId);
  services.panels.showExecution(subjectOf(services, target, stream), execution);
  return execution.raw;
}

/** The client is asked for anew each time: a page may outlive the token that it began with. */
function subjectOf(
  services: ExecutionServices,
  { connection, streamId }: ChosenStream,
  stream: Pick<Stream, 'name'>,
): PanelSubject {
  const ids = { connectionId: connection.id, streamId };
  const run = (name: string, task: () => PromiseLike<unknown>): void =>
    void services.failures.run(name, task, connection.id);
  return {
    ...ids,
    streamName: streamName({ id: streamId, name: stream.name }),
    client: () => services.clients.get(connection.id),
    pollMilliseconds: () => pollMilliseconds(services.settings),
    showHistory: () => run('stream.history', () => showHistory(services, clicked(ids))),
    showDetails: (executionId) =>
      run('execution.details', () => showDetails(services, clicked({ ...ids, executionId }))),
    openExecution: (executionId) =>
      run('execution.open', () => services.openExecution({ ...ids, executionId })),
    copy: (text) => run('copy', () => vscode.env.clipboard.writeText(text)),
  };
}
