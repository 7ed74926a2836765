import { missingField } from '../../base/arguments';
import type { Connection } from '../../connections/connection';
import type { CommandGiven } from '../../manifest/commands';
import { assertConfirmed } from '../shell/confirm';
import { plural, t } from '../../base/l10n';
import type { Invocation } from '../shell/invocation';
import type { ConnectionHooks, ConnectionServices } from './services';
import { chooseConnection } from './chooseConnection';

/** Leaves nothing of a connection on this machine. */
export async function removeConnection(
  services: ConnectionServices,
  hooks: ConnectionHooks,
  invocation: Invocation<CommandGiven<'connection.remove'>>,
): Promise<Connection> {
  const { asks, given } = invocation;
  if (!asks && given.connectionId === undefined) throw missingField('connectionId');
  const connection = await chooseConnection(services, invocation);
  // A call that names the connection is taken at its word.
  if (asks) await confirmRemove(invocation, connection, hooks.unfinishedUploads(connection.id));
  await hooks.endUploads(connection.id);
  services.memory.forget(connection.id);
  await services.store.remove(connection);
  await hooks.forgetDocuments(connection.id);
  return connection;
}

async function confirmRemove(
  invocation: Invocation<CommandGiven<'connection.remove'>>,
  { name }: Connection,
  unfinished: number,
): Promise<void> {
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
  await assertConfirmed(invocation, {
    question: t('Remove the connection {0}?', name),
    detail: consequences.join('\n'),
    action: t('Remove'),
  });
}
