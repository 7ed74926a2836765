import type { JsonObject } from '../../base/json';
import { plural, t } from '../../base/l10n';
import { text } from '../../base/text';
import type { Connection } from '../../connections/connection';
import type { Stream } from '../../domo/api/model';
import { streamName } from '../../domo/streamName';
import type { CommandGiven } from '../../manifest/commands';
import { assertConfirmedTyped, namesText } from '../shell/confirm';
import { doForEach } from '../shell/doForEach';
import { withGiven, type Invocation } from '../shell/invocation';
import type { StreamServices } from './services';
import { chooseStream } from './chooseStream';

type DeleteInvocation = Invocation<CommandGiven<'stream.delete'>>;

interface StreamToDelete {
  readonly connection: Connection;
  readonly stream: Stream;
}

/** @returns what the stream was, or a list where several were selected */
export async function deleteStreams(
  services: StreamServices,
  invocation: DeleteInvocation,
): Promise<JsonObject | JsonObject[]> {
  const targets: StreamToDelete[] = [];
  for (const given of invocation.all) {
    const target = await chooseStream(services, withGiven(invocation, given), 'change');
    const client = await services.clients.get(target.connection.id);
    const stream = await client.streams.get(target.streamId);
    targets.push({ connection: target.connection, stream });
  }
  await confirmStreams(invocation, targets);
  await doForEach(targets, (target) => deleteStream(services, target), {
    title: plural(targets.length, 'Deleting {0} stream', 'Deleting {0} streams'),
    nameOf: ({ stream }) => streamName(stream),
    failedText: (failed, total, why) =>
      text('{0} of {1} streams could not be deleted. {2}', failed, total, why),
  });
  const deleted = targets.map(({ stream }) => stream.raw);
  return deleted.length === 1 && deleted[0] ? deleted[0] : deleted;
}

async function confirmStreams(
  invocation: DeleteInvocation,
  targets: readonly StreamToDelete[],
): Promise<void> {
  const [first] = targets;
  if (targets.length === 1 && first)
    return assertConfirmedTyped(invocation, {
      title: t('Delete Stream'),
      question: t('Delete Stream “{0}”?', streamName(first.stream)),
      detail: t('The stream and its executions are deleted. The DataSet itself stays.'),
      words: streamName(first.stream),
    });
  const detail = t('The streams and their executions are deleted. The DataSets themselves stay.');
  await assertConfirmedTyped(invocation, {
    title: t('Delete Streams'),
    question: t('Delete {0} streams?', targets.length),
    detail: `${namesText(targets.map(({ stream }) => streamName(stream)))}\n\n${detail}`,
    words: t('{0} streams', targets.length),
  });
}

async function deleteStream(
  services: StreamServices,
  { connection, stream }: StreamToDelete,
): Promise<void> {
  const client = await services.clients.get(connection.id);
  await client.streams.delete(stream.id);
  services.streamDeleted({ connectionId: connection.id, streamId: stream.id, name: stream.name });
  services.tree.streamDeleted(connection.id, stream.id);
}
