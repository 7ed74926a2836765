import * as vscode from 'vscode';
import { optionalText } from '../../base/arguments';
import { t } from '../../base/l10n';
import type { Connection } from '../../connections/connection';
import { cancelledIfUndefined, type Invocation } from '../shell/commandRegistry';
import { pick } from '../shell/quickInput';
import { assertTakesChanges } from './access';
import type { ConnectionServices } from './services';

/** What a command is about to do. A read-only connection refuses a change before anything is asked or sent. */
export type Purpose = 'read' | 'change';

/**
 * The connection that the caller gave; the only one there is; or the one that the person picks.
 * @throws DomoError `notFound`, `readOnly`
 */
export async function chooseConnection(
  services: Pick<ConnectionServices, 'store'>,
  invocation: Invocation,
  purpose: Purpose = 'read',
): Promise<Connection> {
  const connection = await findConnection(services, invocation);
  if (purpose === 'change') assertTakesChanges(connection);
  return connection;
}

async function findConnection(
  { store }: Pick<ConnectionServices, 'store'>,
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
  const picked = await pick(items, {
    placeHolder: t('Choose the connection'),
  });
  return cancelledIfUndefined(picked).connection;
}

async function addFirstConnection(store: ConnectionServices['store']): Promise<Connection> {
  await vscode.commands.executeCommand('domoStreams.connection.add');
  return cancelledIfUndefined(store.list()[0]);
}
