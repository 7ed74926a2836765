import { Limiter } from '../../base/limit';
import { text, type Text, type TextValue } from '../../base/text';
import { DomoError } from '../../domo/http/errors';
import type { JsonObject } from '../../base/json';
import type { Stream } from '../../domo/api/model';
import type { Connection } from '../../connections/connection';
import { executionUri, streamUri } from '../documents/uris';
import { confirm, confirmTyped, namesText } from '../shell/confirm';
import { plural, t } from '../../base/l10n';
import { withStatus } from '../shell/notify';
import { textOfError } from '../../base/errorTexts';
import { optionalFlag } from '../../base/arguments';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { Services } from '../connections/services';
import {
  nameOf,
  targetExecution,
  targetStream,
  type ExecutionTarget,
} from '../connections/targetConnection';

export function registerDeleteCommands(registry: CommandRegistry, services: Services): void {
  registry.add('stream.delete', (invocation) => deleteStreams(services, invocation));
  registry.add('execution.delete', (invocation) => deleteExecutions(services, invocation));
}

/** Calls at once, where many things are selected. */
const callsAtOnce = 4;

interface StreamToDelete {
  readonly connection: Connection;
  readonly stream: Stream;
}

/** @returns what the stream was, or a list where several were selected */
async function deleteStreams(
  services: Services,
  invocation: Invocation,
): Promise<JsonObject | JsonObject[]> {
  const targets: StreamToDelete[] = [];
  for (const given of invocation.all) {
    const target = await targetStream(services, { ...invocation, given }, 'change');
    const client = await services.clients.get(target.connection.id);
    const stream = await client.streams.get(target.streamId);
    targets.push({ connection: target.connection, stream });
  }
  if (!optionalFlag(invocation.given, 'confirmed')) await confirmStreams(targets);
  await forEach(targets, (target) => deleteStream(services, target), {
    title: plural(targets.length, 'Deleting {0} stream', 'Deleting {0} streams'),
    nameOf: ({ stream }) => nameOf(stream),
    failedText: (failed, total, why) =>
      text('{0} of {1} streams could not be deleted. {2}', failed, total, why),
  });
  const deleted = targets.map(({ stream }) => stream.raw);
  return deleted.length === 1 && deleted[0] ? deleted[0] : deleted;
}

async function confirmStreams(targets: readonly StreamToDelete[]): Promise<void> {
  const [first] = targets;
  if (targets.length === 1 && first)
    return confirmTyped({
      title: t('Delete Stream'),
      question: t('Delete Stream “{0}”?', nameOf(first.stream)),
      detail: t('The stream and its executions are deleted. The DataSet itself stays.'),
      words: nameOf(first.stream),
    });
  const detail = t('The streams and their executions are deleted. The DataSets themselves stay.');
  await confirmTyped({
    title: t('Delete Streams'),
    question: t('Delete {0} streams?', targets.length),
    detail: `${namesText(targets.map(({ stream }) => nameOf(stream)))}\n\n${detail}`,
    words: t('{0} streams', targets.length),
  });
}

async function deleteStream(
  services: Services,
  { connection, stream }: StreamToDelete,
): Promise<void> {
  const client = await services.clients.get(connection.id);
  await client.streams.delete(stream.id);
  services.documents.fileSystem.forget(streamUri(connection.id, stream.id, stream.name));
  services.tree.streamDeleted(connection.id, stream.id);
}

async function deleteExecutions(
  services: Services,
  invocation: Invocation,
): Promise<JsonObject | JsonObject[]> {
  const targets: ExecutionTarget[] = [];
  const bodies: JsonObject[] = [];
  for (const given of invocation.all) {
    const target = await targetExecution(services, { ...invocation, given }, 'change');
    const client = await services.clients.get(target.connection.id);
    bodies.push((await client.executions.get(target.streamId, target.executionId)).raw);
    targets.push(target);
  }
  if (!optionalFlag(invocation.given, 'confirmed')) await confirmExecutions(targets);
  try {
    await forEach(targets, (target) => deleteExecution(services, target), {
      title: plural(targets.length, 'Deleting {0} execution', 'Deleting {0} executions'),
      nameOf: ({ executionId }) => text('Execution {0}', executionId),
      failedText: (failed, total, why) =>
        text('{0} of {1} executions could not be deleted. {2}', failed, total, why),
    });
  } finally {
    for (const { connection, streamId } of distinctStreams(targets))
      await services.tree.streamChanged(connection.id, streamId);
  }
  return bodies.length === 1 && bodies[0] ? bodies[0] : bodies;
}

async function confirmExecutions(targets: readonly ExecutionTarget[]): Promise<void> {
  const [first] = targets;
  if (targets.length === 1 && first)
    return confirm(
      t('Delete execution {0}?', first.executionId),
      t('It goes for good. The rows that it loaded stay in the DataSet.'),
      t('Delete'),
    );
  const ids = targets.map(({ executionId }) => executionId).join(', ');
  const detail = t('They go for good. The rows that they loaded stay in the DataSet.');
  await confirm(t('Delete {0} executions?', targets.length), `${ids}\n\n${detail}`, t('Delete'));
}

async function deleteExecution(
  services: Services,
  { connection, streamId, executionId }: ExecutionTarget,
): Promise<void> {
  const client = await services.clients.get(connection.id);
  await client.executions.delete(streamId, executionId);
  services.documents.fileSystem.forget(executionUri(connection.id, streamId, executionId));
}

function distinctStreams(targets: readonly ExecutionTarget[]): ExecutionTarget[] {
  const key = ({ connection, streamId }: ExecutionTarget): string => `${connection.id}/${streamId}`;
  return [...new Map(targets.map((target) => [key(target), target])).values()];
}

interface Naming<T> {
  /** Of the progress that is shown. */
  readonly title: string;
  readonly nameOf: (target: T) => TextValue;
  /** Where some of several could not be deleted; why is that of the first. */
  readonly failedText: (failed: number, total: number, why: Text) => Text;
}

/**
 * Does the same to each, a few at a time. One that fails does not keep the others from it.
 * @throws the failure of the only one; else a DomoError that says how many failed, and why the first did
 */
async function forEach<T>(
  targets: readonly T[],
  task: (target: T) => Promise<void>,
  { title, nameOf: name, failedText }: Naming<T>,
): Promise<void> {
  const limiter = new Limiter(callsAtOnce);
  const results = await withStatus(title, () =>
    Promise.allSettled(targets.map((target) => limiter.run(() => task(target)))),
  );
  const failed = results.flatMap((result, index) => {
    const target = targets[index];
    return result.status === 'rejected' && target
      ? [{ target, reason: result.reason as unknown }]
      : [];
  });
  const [first] = failed;
  if (!first) return;
  if (targets.length === 1) throw first.reason;
  const why = text('{0}: {1}', name(first.target), textOfError(first.reason));
  const message = failedText(failed.length, targets.length, why);
  throw new DomoError('badRequest', message, { cause: first.reason });
}
