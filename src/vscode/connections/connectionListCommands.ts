import type { Connection } from '../../connections/connection';
import { confirm } from '../shell/confirm';
import { plural, t } from '../../base/l10n';
import { logError } from '../../base/errorTexts';
import { isUnfinished, type UploadEntry } from '../../uploads/queue/uploadEntry';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { Services } from './services';
import { targetConnection } from './targetConnection';

export function registerConnectionListCommands(
  registry: CommandRegistry,
  services: Services,
): void {
  registry.add('connection.remove', (invocation) => removeConnection(services, invocation));
  registry.add('connection.moveUp', (invocation) => move(services, invocation, -1));
  registry.add('connection.moveDown', (invocation) => move(services, invocation, 1));
}

/** Leaves nothing of a connection on this machine. */
async function removeConnection(services: Services, invocation: Invocation): Promise<Connection> {
  const connection = await targetConnection(services, invocation);
  const { uploads } = services;
  const own = uploads.entries.filter(({ connectionId }) => connectionId === connection.id);
  if (!invocation.isProgram) await confirmRemove(connection, own.filter(isUnfinished).length);
  // While the token is still there: their executions are aborted in Domo.
  for (const entry of own) await endUpload(services, entry);
  services.memory.forget(connection.id);
  await services.store.remove(connection);
  await services.documents.forget(connection.id);
  return connection;
}

/** One that can't be ended in Domo does not keep the connection from going. */
async function endUpload({ uploads, log }: Services, entry: UploadEntry): Promise<void> {
  try {
    await uploads.cancel(entry);
    await uploads.stopped(entry);
  } catch (error) {
    logError(log, `Cancelling the upload ${entry.job.uploadId}`, error);
  }
  await uploads.remove(entry);
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
  services: Services,
  invocation: Invocation,
  step: 1 | -1,
): Promise<Connection[]> {
  const connection = await targetConnection(services, invocation);
  const { store } = services;
  const connections = store.list();
  const index = connections.findIndex(({ id }) => id === connection.id);
  const place = connections[index + step];
  if (place) await store.move([connection.id], place.id);
  return store.list();
}
