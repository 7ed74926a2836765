import { missingField } from '../../base/arguments';
import { t } from '../../base/l10n';
import { text } from '../../base/text';
import type { Connection } from '../../connections/connection';
import { DomoError } from '../../domo/http/errors';
import { parseInstanceUrl, sandboxUrl } from '../../domo/instanceUrl';
import type { CommandGiven } from '../../manifest/commands';
import { cancelledIfUndefined, type Invocation } from '../shell/invocation';
import { askText, pick, type PickItem } from '../shell/quickInput';
import { askForConnection } from './askForConnection';
import type { ConnectionHooks, ConnectionServices } from './services';
import { chooseConnection } from './chooseConnection';
import { validated, validateInput } from './validateConnection';

/** Changes what is given of a connection, or what the person chooses. */
export async function editConnection(
  services: ConnectionServices,
  hooks: ConnectionHooks,
  invocation: Invocation<CommandGiven<'connection.edit'>>,
): Promise<Connection> {
  const { id } = await chooseConnection(services, invocation);
  const connection = services.store.stored(id);
  const { connectionId: _, readOnly, ...change } = invocation.given;
  const isGiven =
    readOnly !== undefined || Object.values(change).some((value) => value !== undefined);
  if (!isGiven && !invocation.asks) throw missingField('url', 'token', 'name', 'readOnly');
  const edited = isGiven
    ? await withChange(services, connection, change)
    : await askForChange(services, connection);
  const result = {
    ...connection,
    name: edited.name,
    url: edited.url,
    readOnly: readOnly ?? edited.readOnly ?? connection.readOnly,
  };
  if (result.url !== connection.url) services.memory.forget(connection.id);
  await services.store.save(result, edited.token);
  // Not awaited: the connection is saved, while uploads may take their time.
  if (edited.token !== undefined) {
    services.failures.tokenChanged(connection.id);
    void hooks.resumeRefused(connection.id);
  }
  return result;
}

interface EditedConnection {
  readonly url: string;
  readonly name: string;
  /** Undefined keeps the stored one. */
  readonly token: string | undefined;
  readonly readOnly?: boolean;
}

async function withChange(
  services: ConnectionServices,
  connection: Connection,
  change: Partial<Record<'url' | 'token' | 'name', string | undefined>>,
): Promise<EditedConnection> {
  const name = change.name ?? connection.name;
  if (change.url === undefined && change.token === undefined)
    return { url: connection.url, name, token: undefined };
  const url = change.url ?? connection.url;
  const isSameOrigin = parseInstanceUrl(url) === connection.url;
  const token = change.token ?? (isSameOrigin ? await services.store.token(connection) : undefined);
  if (token === undefined)
    throw new DomoError(
      'unauthorized',
      text('The token belongs to the former address. Give one for the new address.'),
    );
  return validated(services, { url, token, name });
}

async function askForChange(
  services: ConnectionServices,
  connection: Connection,
): Promise<EditedConnection> {
  const placeHolder = t('What do you want to change of {0}?', connection.name);
  const picked = await pick(changesOf(connection), { placeHolder });
  const { field } = cancelledIfUndefined(picked);
  const same = { url: connection.url, name: connection.name, token: undefined };
  if (field === 'readOnly') return { ...same, readOnly: !connection.readOnly };
  if (field === 'name') {
    const title = t('Name of the Connection');
    const typed = await askText({ title, value: connection.name });
    return { ...same, name: cancelledIfUndefined(typed).trim() || connection.name };
  }
  return askForConnection({
    title: t('Edit {0}', connection.name),
    known: { url: undefined, token: undefined, name: connection.name },
    initialUrl: connection.url,
    validate: (input) => validateInput(services, input),
  });
}

interface ChangeItem extends PickItem {
  readonly field: 'name' | 'access' | 'readOnly';
}

function changesOf(connection: Connection): ChangeItem[] {
  const { name, url, readOnly } = connection;
  const items: ChangeItem[] = [{ label: t('Name'), description: name, field: 'name' }];
  if (url !== sandboxUrl)
    items.push({ label: t('Address and token'), description: url, field: 'access' });
  items.push(
    readOnly
      ? {
          label: t('Allow changes'),
          description: t('Streams can be edited, run and fed'),
          field: 'readOnly',
        }
      : {
          label: t('Make read-only'),
          description: t('Refuses every call that changes something'),
          field: 'readOnly',
        },
  );
  return items;
}
