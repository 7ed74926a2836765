import type { JsonObject } from '../../base/json';
import { plural, t } from '../../base/l10n';
import { isRunning, type Execution } from '../../domo/api/model';
import type { DomoClient } from '../../domo/client';
import type { CommandGiven } from '../../manifest/commands';
import type { ChosenExecution } from '../../streams/chosen';
import { uploadRouteOf } from '../connections/uploadRoute';
import { assertConfirmed, type Confirmation } from '../shell/confirm';
import { onEach } from '../shell/forSelection';
import { withGiven, type Invocation } from '../shell/invocation';
import { chooseExecution } from './chooseExecution';
import type { ExecutionServices } from './services';

type FinalizeInvocation = Invocation<CommandGiven<'execution.commit'>>;

interface ReadExecution extends ChosenExecution {
  readonly client: DomoClient;
  readonly execution: Execution;
}

/** Commits an execution as it is. @returns the execution after that */
export async function commitExecution(
  services: ExecutionServices,
  invocation: FinalizeInvocation,
): Promise<JsonObject> {
  const target = await read(services, invocation);
  await assertConfirmed(invocation, {
    question: t('Commit execution {0}?', target.executionId),
    detail: t(
      'Its parts are loaded into the DataSet as they are. Commit only when all parts are there.',
    ),
    action: t('Commit'),
  });
  return finalize(services, target, { action: 'commit' });
}

/** Aborts the selected executions. @returns each execution after that */
export async function abortExecutions(
  services: ExecutionServices,
  invocation: FinalizeInvocation,
): Promise<JsonObject | JsonObject[]> {
  const targets: ReadExecution[] = [];
  for (const given of invocation.all)
    targets.push(await read(services, withGiven(invocation, given)));
  await assertConfirmed(invocation, abortConfirmation(targets));
  return onEach(targets, (target) =>
    finalize(services, target, { action: 'abort', reason: 'Aborted by hand.' }),
  );
}

function abortConfirmation(targets: readonly ChosenExecution[]): Confirmation {
  const ids = targets.map(({ executionId }) => executionId).join(', ');
  const nothing = plural(
    targets.length,
    'Nothing of it is loaded into the DataSet.',
    'Nothing of them is loaded into the DataSet.',
  );
  return {
    question:
      targets.length === 1
        ? t('Abort execution {0}?', ids)
        : t('Abort {0} executions?', targets.length),
    detail: targets.length === 1 ? nothing : `${t('Executions {0}', ids)}\n\n${nothing}`,
    action: t('Abort'),
  };
}

/** The execution, read before anything is asked about it. */
async function read(
  services: ExecutionServices,
  invocation: FinalizeInvocation,
): Promise<ReadExecution> {
  const target = await chooseExecution(services, invocation, 'change', isRunning);
  const client = await services.clients.get(target.connection.id);
  const execution = await client.executions.get(target.streamId, target.executionId);
  return { ...target, client, execution };
}

async function finalize(
  services: ExecutionServices,
  { connection, streamId, executionId, client, execution }: ReadExecution,
  end: { readonly action: 'commit' | 'abort'; readonly reason?: string },
): Promise<JsonObject> {
  const route = uploadRouteOf(services, connection.id);
  await client.finalize(streamId, execution, { ...end, route });
  const after = await client.executions.get(streamId, executionId);
  await services.streams.tree.streamChanged(connection.id, streamId);
  return after.raw;
}
