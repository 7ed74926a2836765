import * as vscode from 'vscode';
import type { Execution, Stream } from '../../domo/model';
import type { Connection } from '../connections/connection';
import { pickExecution } from '../ui/pickExecution';
import { pickStream } from '../ui/pickStream';
import { optionalId, optionalText } from './arguments';
import { cancelledIfUndefined, type Invocation } from './registry';
import type { Services } from './services';

/** The connection that the caller gave; the only one there is; or the one that the person picks. */
export async function targetConnection(
  { store }: Services,
  { given }: Invocation,
): Promise<Connection> {
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
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Choose the connection' });
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
): Promise<StreamTarget> {
  const connection = await targetConnection(services, invocation);
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
  accepts: (execution: Execution) => boolean = () => true,
): Promise<ExecutionTarget> {
  const target = await targetStream(services, invocation);
  const executionId = optionalId(invocation.given, 'executionId');
  if (executionId !== undefined) return { ...target, executionId };
  const client = await services.clients.get(target.connection.id);
  const execution = await pickExecution(client, target.streamId, accepts);
  return { ...target, executionId: execution.executionId };
}

/** How a stream is called in messages. */
export function nameOf(stream: Stream): string {
  return stream.name ?? `Stream ${stream.id}`;
}
