import { optionalId } from '../../base/arguments';
import type { StreamTarget } from '../../streams/targets';
import type { ConnectionServices } from '../connections/services';
import { targetConnection, type Purpose } from '../connections/targetConnection';
import type { Invocation } from '../shell/commandRegistry';
import { pickStream } from './pickStream';

/** The stream that the caller gave, or the one that the person picks, searching the server as they type. */
export async function targetStream(
  services: ConnectionServices,
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
