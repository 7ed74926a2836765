import type { JsonObject } from '../../base/json';
import { plural, t } from '../../base/l10n';
import { text } from '../../base/text';
import type { ChosenExecution } from '../../streams/chosen';
import type { CommandGiven } from '../../manifest/commands';
import { assertConfirmed } from '../shell/confirm';
import { doForEach } from '../shell/doForEach';
import { withGiven, type Invocation } from '../shell/invocation';
import type { ExecutionServices } from './services';
import { chooseExecution } from './chooseExecution';

type DeleteInvocation = Invocation<CommandGiven<'execution.delete'>>;

/** @returns what the execution was, or a list if several were selected */
export async function deleteExecutions(
  services: ExecutionServices,
  invocation: DeleteInvocation,
): Promise<JsonObject | JsonObject[]> {
  const targets: ChosenExecution[] = [];
  const bodies: JsonObject[] = [];
  for (const given of invocation.all) {
    const target = await chooseExecution(services, withGiven(invocation, given), 'change');
    const client = await services.clients.get(target.connection.id);
    bodies.push((await client.executions.get(target.streamId, target.executionId)).raw);
    targets.push(target);
  }
  await confirmExecutions(invocation, targets);
  try {
    await doForEach(targets, (target) => deleteExecution(services, target), {
      title: plural(targets.length, 'Deleting {0} execution', 'Deleting {0} executions'),
      nameOf: ({ executionId }) => text('Execution {0}', executionId),
      failedText: (failed, total, why) =>
        text('{0} of {1} executions could not be deleted. {2}', failed, total, why),
    });
  } finally {
    for (const { connection, streamId } of distinctStreams(targets))
      await services.streams.tree.streamChanged(connection.id, streamId);
  }
  return bodies.length === 1 && bodies[0] ? bodies[0] : bodies;
}

async function confirmExecutions(
  invocation: DeleteInvocation,
  targets: readonly ChosenExecution[],
): Promise<void> {
  const [first] = targets;
  if (targets.length === 1 && first)
    return assertConfirmed(invocation, {
      question: t('Delete execution {0}?', first.executionId),
      detail: t('It goes for good. The rows that it loaded stay in the DataSet.'),
      action: t('Delete'),
    });
  const ids = targets.map(({ executionId }) => executionId).join(', ');
  const detail = t('They go for good. The rows that they loaded stay in the DataSet.');
  await assertConfirmed(invocation, {
    question: t('Delete {0} executions?', targets.length),
    detail: `${ids}\n\n${detail}`,
    action: t('Delete'),
  });
}

async function deleteExecution(
  services: ExecutionServices,
  { connection, streamId, executionId }: ChosenExecution,
): Promise<void> {
  const client = await services.clients.get(connection.id);
  await client.executions.delete(streamId, executionId);
  services.executionDeleted(connection.id, streamId, executionId);
}

function distinctStreams(targets: readonly ChosenExecution[]): ChosenExecution[] {
  const key = ({ connection, streamId }: ChosenExecution): string => `${connection.id}/${streamId}`;
  return [...new Map(targets.map((target) => [key(target), target])).values()];
}
