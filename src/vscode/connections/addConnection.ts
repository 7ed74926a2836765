import { missingField } from '../../base/arguments';
import { t } from '../../base/l10n';
import type { Connection } from '../../connections/connection';
import type { CommandGiven } from '../../manifest/commands';
import { clicked, type Invocation } from '../shell/invocation';
import { askForConnection, type ConnectionInput } from './askForConnection';
import type { ConnectionServices } from './services';
import { validated, validateInput } from './validateConnection';

/** Adds a connection after Domo has accepted its token. @throws CancelledError, DomoError, ArgumentError */
export async function addConnection(
  services: ConnectionServices,
  { given, asks }: Invocation<CommandGiven<'connection.add'>>,
): Promise<Connection> {
  const input = await inputOf(services, given, asks);
  const details = {
    name: input.name || undefined,
    url: input.url,
    readOnly: given.readOnly ?? false,
  };
  const connection = await services.store.add(details, input.token);
  services.log.info(`Added connection ${connection.id} to ${connection.url}.`);
  return connection;
}

/** Has a person add a connection. @throws CancelledError, DomoError */
export function askForNewConnection(services: ConnectionServices): Promise<Connection> {
  return addConnection(services, clicked({}));
}

async function inputOf(
  services: ConnectionServices,
  given: CommandGiven<'connection.add'>,
  asks: boolean,
): Promise<ConnectionInput> {
  const { url, token, name } = given;
  if (url !== undefined && token !== undefined)
    return validated(services, { url, token, name: name ?? '' });
  if (!asks)
    throw missingField(
      ...(url === undefined ? ['url'] : []),
      ...(token === undefined ? ['token'] : []),
    );
  return askForConnection({
    title: t('Add Connection'),
    known: { url, token, name },
    validate: (input) => validateInput(services, input),
  });
}
