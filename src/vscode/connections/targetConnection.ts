import * as vscode from 'vscode';
import { outcomeOf, type Execution, type Stream } from '../../domo/api/model';
import { assertTakesChanges } from './access';
import type { Connection } from '../../connections/connection';
import { t } from '../../base/l10n';
import { pickExecution } from '../executions/pickExecution';
import { pickStream } from '../streams/pickStream';
import { oneLine } from '../../base/plainText';
import { pick } from '../shell/quickInput';
import { optionalId, optionalText } from '../../base/arguments';
import { cancelledIfUndefined, type Invocation } from '../shell/commandRegistry';
import type { Services } from './services';

/** What a command is about to do. A read-only connection refuses a change before anything is asked or sent. */
export type Purpose = 'read' | 'change';

/**
 * The connection that the caller gave; the only one there is; or the one that the person picks.
 * @throws DomoError `notFound`, `readOnly`
 */
export async function targetConnection(
  services: Services,
  invocation: Invocation,
  purpose: Purpose = 'read',
): Promise<Connection> {
  const connection = await findConnection(services, invocation);
  if (purpose === 'change') assertTakesChanges(connection);
  return connection;
}

async function findConnection({ store }: Services, { given }: Invocation): Promise<Connection> {
  const connectionId = optionalText(given, 'connectionId');
  if (connectionId !== undefined) return store.get(connectionId);
  const connections = store.list();
  const [only] = connections;
  if (!only) return addFirstConnection(store);
  if (connections.length === 1) return only;
  const items = connections.map((connection) => ({
    label: connection.name,
    description: connection.url,
    connection,
  }));
  const picked = await pick(items, {
    placeHolder: t('Choose the connection'),
  });
  return cancelledIfUndefined(picked).connection;
}

async function addFirstConnection(store: Services['store']): Promise<Connection> {
  await vscode.commands.executeCommand('domoStreams.connection.add');
  return cancelledIfUndefined(store.list()[0]);
}

export interface StreamTarget {
  readonly connection: Connection;
  readonly streamId: number;
}

/** The stream that the caller gave, or the one that the person picks, searching the server as they type. */
export async function targetStream(
  services: Services,
  invocation: Invocation,
  purpose: Purpose = 'read',
): Promise<StreamTarget> {
  const connection = await targetConnection(services, invocation, purpose);
  const streamId = optionalId(invocation.given, 'streamId');
  if (streamId !== undefined) return { connection, streamId };
  const client = await services.clients.get(connection.id);
  const stream = await pickStream(client, connection.name, services.log);
  return { connection, streamId: stream.id };
}

export interface ExecutionTarget extends StreamTarget {
  readonly executionId: number;
}

/** The execution that the caller gave, or the one that the person picks. */
export async function targetExecution(
  services: Services,
  invocation: Invocation,
  purpose: Purpose = 'read',
  accepts: (execution: Execution) => boolean = () => true,
): Promise<ExecutionTarget> {
  const target = await targetStream(services, invocation, purpose);
  const executionId = optionalId(invocation.given, 'executionId');
  if (executionId !== undefined) return { ...target, executionId };
  const client = await services.clients.get(target.connection.id);
  const execution = await pickExecution(client, target.streamId, accepts);
  return { ...target, executionId: execution.executionId };
}

/** How a stream is called in messages. */
export function nameOf(stream: Pick<Stream, 'id' | 'name'>): string {
  return oneLine(stream.name ?? '') || t('Stream {0}', stream.id);
}

/** Whether an execution has not ended. */
export function isRunning({ currentState, endedAt }: Execution): boolean {
  return outcomeOf(currentState, endedAt) === 'running';
}
