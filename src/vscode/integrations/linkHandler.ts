import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import { text } from '../../base/text';
import { sandboxUrl } from '../../domo/instanceUrl';
import type { IntegrationServices } from './services';
import type { Connection } from '../../connections/connection';
import { confirm } from '../shell/confirm';
import { t } from '../../base/l10n';
import { logError } from '../../base/errorTexts';
import { showError } from '../shell/showError';
import { LinkError, parseLink, type Link } from '../../connections/link';

type LinkServices = Pick<IntegrationServices, 'store' | 'log'>;

/** Follows links such as `vscode://streams-for-domo.domo-streams/open?instance=acme.domo.com&stream=101`. */
export function registerLinks(services: LinkServices): vscode.Disposable {
  return vscode.window.registerUriHandler({ handleUri: (uri) => followLink(services, uri) });
}

/** Opens what a link names, after asking: anybody may have written it. Failures are told. */
export async function followLink({ store, log }: LinkServices, uri: vscode.Uri): Promise<void> {
  let connectionId: string | undefined;
  try {
    const link = parseLink(uri.path, uri.query);
    const fitting = store.list().find((connection) => fits(connection, link));
    const connection = fitting ? await allowed(fitting, link) : await added(link);
    connectionId = connection.id;
    await open(connectionId, link);
  } catch (error) {
    logError(log, 'Link', error);
    await showError(error, connectionId);
  }
}

function fits({ id, url }: Connection, { connectionId, instance }: Link): boolean {
  return (
    (connectionId === undefined || id === connectionId) &&
    (instance === undefined || url === instance)
  );
}

/** @throws CancelledError */
async function allowed(connection: Connection, link: Link): Promise<Connection> {
  await confirm(
    t('Open {0} over the connection {1}?', whatOf(link), connection.name),
    t(
      'A link from outside of the editor asks for it. It is read from {0}.',
      placeOf(connection.url),
    ),
    t('Open'),
  );
  return connection;
}

/** A connection to the link's instance, which the person adds. @throws CancelledError, LinkError */
async function added(link: Link): Promise<Connection> {
  const { instance, connectionId } = link;
  if (instance === undefined)
    throw new LinkError(
      text(
        'This link names the connection “{0}”, and there is none with this id.',
        connectionId ?? '',
      ),
    );
  const add = t('Add Connection…');
  await confirm(
    t('There is no connection to {0} yet. Add one to open {1}?', placeOf(instance), whatOf(link)),
    t(
      'A link from outside of the editor asks for it. Give a token only where you trust this address.',
    ),
    add,
  );
  const command = instance === sandboxUrl ? 'connection.addSandbox' : 'connection.add';
  const connection = await vscode.commands.executeCommand<Connection | undefined>(
    `domoStreams.${command}`,
    { url: instance },
  );
  if (!connection) throw new CancelledError();
  return connection;
}

function open(connectionId: string, { streamId, executionId }: Link): Thenable<unknown> {
  const ids = { connectionId, streamId };
  return executionId === undefined
    ? vscode.commands.executeCommand('domoStreams.stream.open', ids)
    : vscode.commands.executeCommand('domoStreams.execution.open', { ...ids, executionId });
}

function placeOf(url: string): string {
  return url === sandboxUrl ? t('the built-in sandbox') : url;
}

function whatOf({ streamId, executionId }: Link): string {
  return executionId === undefined
    ? t('stream {0}', streamId)
    : t('execution {0} of stream {1}', executionId, streamId);
}
