import { optionalId } from '../../base/arguments';
import type { ChosenStream } from '../../streams/chosen';
import type { ConnectionServices } from '../connections/services';
import { chooseConnection, type Purpose } from '../connections/chooseConnection';
import type { Invocation } from '../shell/commandRegistry';
import { pickStream } from './pickStream';

/** The stream that the caller gave, or the one that the person picks, searching the server as they type. */
export async function chooseStream(
  services: ConnectionServices,
  invocation: Invocation,
  purpose: Purpose = 'read',
): Promise<ChosenStream> {
  const connection = await chooseConnection(services, invocation, purpose);
  const streamId = optionalId(invocation.given, 'streamId');
  if (streamId !== undefined) return { connection, streamId };
  const client = await services.clients.get(connection.id);
  const stream = await pickStream(client, connection.name, services.log);
  return { connection, streamId: stream.id };
}
