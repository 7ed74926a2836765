import { missingField } from '../../base/arguments';
import { t } from '../../base/l10n';
import type { Connection } from '../../connections/connection';
import { cancelledIfUndefined, type Invocation } from '../shell/invocation';
import { pick } from '../shell/quickInput';
import { assertTakesChanges } from './access';
import { askForNewConnection } from './addConnection';
import type { ConnectionServices } from './services';

/** What a command is about to do. A read-only connection refuses a change before anything is asked or sent. */
export type Purpose = 'read' | 'change';

/**
 * The connection that was given; the only one there is; or the one that the person picks.
 * @throws DomoError `notFound`, `readOnly`; ArgumentError if a call leaves it open
 */
export async function chooseConnection(
  services: ConnectionServices,
  invocation: Invocation<{ readonly connectionId?: string | undefined }>,
  purpose: Purpose = 'read',
): Promise<Connection> {
  const connection = await findConnection(services, invocation);
  if (purpose === 'change') assertTakesChanges(connection);
  return connection;
}

async function findConnection(
  services: ConnectionServices,
  { given: { connectionId }, asks }: Invocation<{ readonly connectionId?: string | undefined }>,
): Promise<Connection> {
  const { store } = services;
  if (connectionId !== undefined) return store.get(connectionId);
  const connections = store.list();
  const [only] = connections;
  if (only && connections.length === 1) return only;
  if (!asks) throw missingField('connectionId');
  if (!only) return askForNewConnection(services);
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
