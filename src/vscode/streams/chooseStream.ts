import { missingField } from '../../base/arguments';
import type { ChosenStream } from '../../streams/chosen';
import type { ConnectionServices } from '../connections/services';
import { chooseConnection, type Purpose } from '../connections/chooseConnection';
import type { Open, StreamIds } from '../../connections/ids';
import type { Invocation } from '../shell/invocation';
import { pickStream } from './pickStream';

/**
 * The stream that was given, or the one that the person picks, searching Domo as they type.
 * @throws CancelledError, DomoError; ArgumentError if a call gives none
 */
export async function chooseStream(
  services: ConnectionServices,
  invocation: Invocation<Open<StreamIds>>,
  purpose: Purpose = 'read',
): Promise<ChosenStream> {
  const connection = await chooseConnection(services, invocation, purpose);
  const { streamId } = invocation.given;
  if (streamId !== undefined) return { connection, streamId };
  if (!invocation.asks) throw missingField('streamId');
  const client = await services.clients.get(connection.id);
  const stream = await pickStream(client, connection.name, services.log);
  return { connection, streamId: stream.id };
}
