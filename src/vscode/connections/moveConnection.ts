import type { Connection } from '../../connections/connection';
import type { CommandGiven } from '../../manifest/commands';
import type { Invocation } from '../shell/invocation';
import { chooseConnection } from './chooseConnection';
import type { ConnectionServices } from './services';

/** Moves a connection by one place. @returns the connections in their new order */
export async function moveConnection(
  services: ConnectionServices,
  invocation: Invocation<CommandGiven<'connection.moveUp'>>,
  step: 1 | -1,
): Promise<Connection[]> {
  const connection = await chooseConnection(services, invocation);
  const { store } = services;
  const connections = store.list();
  const index = connections.findIndex(({ id }) => id === connection.id);
  const place = connections[index + step];
  if (place) await store.move([connection.id], place.id);
  return store.list();
}
