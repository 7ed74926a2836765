import * as vscode from 'vscode';
import { text } from '../../base/text';
import { parseInstanceAddress, sandboxAddress } from '../../domo/instanceUrl';
import { DomoError, isDomoError } from '../../domo/http/errors';
import { newConnectionId, type Connection } from '../../connections/connection';
import { askForConnection, type ConnectionInput } from './askForConnection';
import { t } from '../../base/l10n';
import { tell } from '../shell/notify';
import { askText, pick, type PickItem } from '../shell/quickInput';
import { optionalFlag, optionalText } from '../../base/arguments';
import {
  cancelledIfUndefined,
  type CommandRegistry,
  type Invocation,
} from '../shell/commandRegistry';
import { resumeRefused } from '../uploads/resumeUploads';
import type { Services } from './services';
import { targetConnection } from './targetConnection';

export function registerConnectionCommands(registry: CommandRegistry, services: Services): void {
  registry.add('connection.add', (invocation) => addConnection(services, invocation));
  registry.add('connection.addSandbox', () => addSandbox(services));
  registry.add('connection.edit', (invocation) => editConnection(services, invocation));
}

async function addConnection(services: Services, { given }: Invocation): Promise<Connection> {
  const validate = (input: ConnectionInput): Promise<void> => validateInput(services, input);
  const known = {
    url: optionalText(given, 'url'),
    token: optionalText(given, 'token'),
    name: optionalText(given, 'name'),
  };
  const readOnly = optionalFlag(given, 'readOnly') ?? false;
  const input =
    known.url !== undefined && known.token !== undefined
      ? await checked({ url: known.url, token: known.token, name: known.name ?? '' }, validate)
      : await askForConnection({ title: t('Add Connection'), known, validate });
  const details = { name: input.name || undefined, url: input.url, readOnly };
  const connection = await services.store.add(details, input.token);
  services.log.info(`Added connection ${connection.id} to ${connection.url}.`);
  return connection;
}

async function addSandbox({ store, sandbox }: Services): Promise<Connection> {
  const others = store.list();
  const existing = others.find(({ url }) => url === sandboxAddress);
  const id =
    existing?.id ??
    newConnectionId(
      'sandbox',
      others.map((connection) => connection.id),
    );
  const connection = existing ?? { id, name: t('Sandbox'), url: sandboxAddress, readOnly: false };
  const { url, samples } = await sandbox.start();
  if (!existing) await store.save(connection, undefined);
  await vscode.commands.executeCommand('domoStreams.streams.focus');
  const [sample] = samples;
  // Not awaited: the command is over, while the offer may stay.
  if (sample) void offerSample(sample);
  // Plain data tells where it really is.
  return { ...connection, url };
}

async function offerSample(path: string): Promise<void> {
  const open = t('Open the Sample File');
  const answer = await tell(
    t(
      'The sandbox is ready. Try an upload with its sample file: open it, right-click its tab and choose Upload to Stream.',
    ),
    open,
  );
  if (answer === open) await vscode.window.showTextDocument(vscode.Uri.file(path));
}

async function editConnection(services: Services, invocation: Invocation): Promise<Connection> {
  const { id } = await targetConnection(services, invocation);
  const connection = services.store.stored(id);
  const { given } = invocation;
  const change = {
    url: optionalText(given, 'url'),
    token: optionalText(given, 'token'),
    name: optionalText(given, 'name'),
  };
  const readOnly = optionalFlag(given, 'readOnly');
  const isGiven =
    readOnly !== undefined || Object.values(change).some((value) => value !== undefined);
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
  if (edited.token !== undefined) void resumeRefused(services, connection.id);
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
  services: Services,
  connection: Connection,
  change: Partial<Record<'url' | 'token' | 'name', string | undefined>>,
): Promise<EditedConnection> {
  const name = change.name ?? connection.name;
  if (change.url === undefined && change.token === undefined)
    return { url: connection.url, name, token: undefined };
  const url = change.url ?? connection.url;
  const isSameOrigin = parseInstanceAddress(url) === connection.url;
  const token = change.token ?? (isSameOrigin ? await services.store.token(connection) : undefined);
  if (token === undefined)
    throw new DomoError(
      'unauthorized',
      text('The token belongs to the former address. Give one for the new address.'),
    );
  return checked({ url, token, name }, (input) => validateInput(services, input));
}

async function askForChange(services: Services, connection: Connection): Promise<EditedConnection> {
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
  if (url !== sandboxAddress)
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

async function checked(
  input: ConnectionInput,
  validate: (input: ConnectionInput) => Promise<void>,
): Promise<ConnectionInput> {
  const token = input.token.trim();
  const normal = { ...input, url: parseInstanceAddress(input.url), token };
  if (!token)
    throw new DomoError(
      'unauthorized',
      text('The token is empty. Domo makes one under Admin › Authentication › Access tokens.'),
    );
  await validate(normal);
  return normal;
}

/** Asks the server, and says what is wrong in the words of somebody who adds a connection. */
async function validateInput(services: Services, { url, token }: ConnectionInput): Promise<void> {
  try {
    await services.clients.validate({ url }, token);
  } catch (error) {
    if (
      !isDomoError(error) ||
      !['notFound', 'methodNotAllowed', 'unexpectedAnswer', 'badRequest'].includes(error.kind)
    )
      throw error;
    throw new DomoError(
      'unexpectedAnswer',
      text('{0} does not answer as Domo does. Check the address.', new URL(url).host),
      {
        ...(error.call !== undefined && { call: error.call }),
        ...(error.status !== undefined && { status: error.status }),
        cause: error,
      },
    );
  }
}
