import * as vscode from 'vscode';
import { optionalFlag, optionalText } from '../../base/arguments';
import { t } from '../../base/l10n';
import { newConnectionId, type Connection } from '../../connections/connection';
import { sandboxUrl } from '../../domo/instanceUrl';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import { tell } from '../shell/notify';
import { askForConnection } from './askForConnection';
import { registerConnectionListCommands } from './connectionListCommands';
import { editConnection } from './editConnection';
import type { ConnectionHooks, ConnectionServices } from './services';
import { validated, validateInput } from './validateConnection';

/** Registers the commands for connections. */
export function registerConnectionCommands(
  registry: CommandRegistry,
  services: ConnectionServices,
  hooks: ConnectionHooks,
): void {
  registry.add('connection.add', (invocation) => addConnection(services, invocation));
  registry.add('connection.addSandbox', () => addSandbox(services));
  registry.add('connection.edit', (invocation) => editConnection(services, hooks, invocation));
  registerConnectionListCommands(registry, services, hooks);
}

async function addConnection(
  services: ConnectionServices,
  { given }: Invocation,
): Promise<Connection> {
  const known = {
    url: optionalText(given, 'url'),
    token: optionalText(given, 'token'),
    name: optionalText(given, 'name'),
  };
  const readOnly = optionalFlag(given, 'readOnly') ?? false;
  const input =
    known.url !== undefined && known.token !== undefined
      ? await validated(services, { url: known.url, token: known.token, name: known.name ?? '' })
      : await askForConnection({
          title: t('Add Connection'),
          known,
          validate: (input) => validateInput(services, input),
        });
  const details = { name: input.name || undefined, url: input.url, readOnly };
  const connection = await services.store.add(details, input.token);
  services.log.info(`Added connection ${connection.id} to ${connection.url}.`);
  return connection;
}

async function addSandbox({ store, sandbox }: ConnectionServices): Promise<Connection> {
  const others = store.list();
  const existing = others.find(({ url }) => url === sandboxUrl);
  const id =
    existing?.id ??
    newConnectionId(
      'sandbox',
      others.map((connection) => connection.id),
    );
  const connection = existing ?? { id, name: t('Sandbox'), url: sandboxUrl, readOnly: false };
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
