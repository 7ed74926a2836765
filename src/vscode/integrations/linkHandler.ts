import * as vscode from 'vscode';
import { text } from '../../base/text';
import { sandboxUrl } from '../../domo/instanceUrl';
import type { IntegrationServices } from './services';
import type { Connection } from '../../connections/connection';
import { confirm } from '../shell/confirm';
import { t } from '../../base/l10n';
import { LinkError, parseLink, type Link } from '../../connections/link';

type LinkServices = Pick<IntegrationServices, 'store' | 'failures' | 'connections' | 'documents'>;

/** Follows links such as `vscode://streams-for-domo.domo-streams/open?instance=acme.domo.com&stream=101`. */
export function registerLinks(services: LinkServices): vscode.Disposable {
  return vscode.window.registerUriHandler({ handleUri: (uri) => followLink(services, uri) });
}

/** Opens what a link names, after asking: anybody may have written it. Failures are told. */
export async function followLink(services: LinkServices, uri: vscode.Uri): Promise<void> {
  let connectionId: string | undefined;
  try {
    const link = parseLink(uri.path, uri.query);
    const fitting = services.store.list().find((connection) => fits(connection, link));
    const connection = fitting ? await allowed(fitting, link) : await added(services, link);
    connectionId = connection.id;
    await open(services, connectionId, link);
  } catch (error) {
    services.failures.show('link', error, connectionId);
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
  await confirm({
    question: t('Open {0} over the connection {1}?', whatOf(link), connection.name),
    detail: t(
      'A link from outside of the editor asks for it. It is read from {0}.',
      placeOf(connection.url),
    ),
    action: t('Open'),
  });
  return connection;
}

/** A connection to the link's instance, which the person adds. @throws CancelledError, LinkError */
async function added({ connections }: LinkServices, link: Link): Promise<Connection> {
  const { instance, connectionId } = link;
  if (instance === undefined)
    throw new LinkError(
      text(
        'This link names the connection “{0}”, and there is none with this id.',
        connectionId ?? '',
      ),
    );
  await confirm({
    question: t(
      'There is no connection to {0} yet. Add one to open {1}?',
      placeOf(instance),
      whatOf(link),
    ),
    detail: t(
      'A link from outside of the editor asks for it. Give a token only where you trust this address.',
    ),
    action: t('Add Connection…'),
  });
  return instance === sandboxUrl ? connections.addSandbox() : connections.add({ url: instance });
}

function open(
  { documents }: LinkServices,
  connectionId: string,
  { streamId, executionId }: Link,
): Promise<unknown> {
  const ids = { connectionId, streamId };
  return executionId === undefined
    ? documents.openStream(ids)
    : documents.openExecution({ ...ids, executionId });
}

function placeOf(url: string): string {
  return url === sandboxUrl ? t('the built-in sandbox') : url;
}

function whatOf({ streamId, executionId }: Link): string {
  return executionId === undefined
    ? t('stream {0}', streamId)
    : t('execution {0} of stream {1}', executionId, streamId);
}
