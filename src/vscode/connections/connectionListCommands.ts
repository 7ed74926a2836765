import type { Connection } from '../../connections/connection';
import { confirm } from '../shell/confirm';
import { plural, t } from '../../base/l10n';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { ConnectionHooks, ConnectionServices } from './services';
import { chooseConnection } from './chooseConnection';

export function registerConnectionListCommands(
  registry: CommandRegistry,
  services: ConnectionServices,
  hooks: ConnectionHooks,
): void {
  registry.add('connection.remove', (invocation) => removeConnection(services, hooks, invocation));
  registry.add('connection.moveUp', (invocation) => move(services, invocation, -1));
  registry.add('connection.moveDown', (invocation) => move(services, invocation, 1));
}

/** Leaves nothing of a connection on this machine. */
async function removeConnection(
  services: ConnectionServices,
  hooks: ConnectionHooks,
  invocation: Invocation,
): Promise<Connection> {
  const connection = await chooseConnection(services, invocation);
  if (!invocation.isProgram)
    await confirmRemove(connection, hooks.unfinishedUploads(connection.id));
  await hooks.endUploads(connection.id);
  services.memory.forget(connection.id);
  await services.store.remove(connection);
  await hooks.forgetDocuments(connection.id);
  return connection;
}

async function confirmRemove({ name }: Connection, unfinished: number): Promise<void> {
  const cancelled = plural(
    unfinished,
    '{0} unfinished upload will be cancelled.',
    '{0} unfinished uploads will be cancelled.',
  );
  const consequences = [
    t(
      'Its token is deleted from this machine, and so are drafts and earlier versions of its documents.',
    ),
    ...(unfinished > 0 ? [cancelled] : []),
    t('No stream changes in Domo.'),
  ];
  await confirm(t('Remove the connection {0}?', name), consequences.join('\n'), t('Remove'));
}

/** @returns the connections in their new order */
async function move(
  services: ConnectionServices,
  invocation: Invocation,
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
