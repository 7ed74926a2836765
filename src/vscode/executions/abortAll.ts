import { CancelledError } from '../../base/abort';
import { Limiter } from '../../base/limit';
import { pluralText } from '../../base/text';
import type { DomoClient } from '../../domo/client';
import { DomoError } from '../../domo/http/errors';
import type { ActiveExecutions } from '../../domo/flows/executionHistory';
import { mostChecked, type ExecutionRow } from '../../domo/api/model';
import { assertConfirmed } from '../shell/confirm';
import { formatCount } from '../../base/format';
import { plural, t } from '../../base/l10n';
import { tell, withNotification } from '../shell/notify';
import { logError, textOfError } from '../../base/errorTexts';
import type { AbortedExecutions } from '../../executions/abortedExecutions';
import type { CommandGiven } from '../../manifest/commands';
import type { Invocation } from '../shell/invocation';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';
import type { ChosenStream } from '../../streams/chosen';
import { uploadRouteOf } from '../connections/uploadRoute';

type AbortInvocation = Invocation<CommandGiven<'stream.abortAll'>>;

const callsAtOnce = 4;

/** Ends every active execution of a stream: one that is wedged can have many. */
export async function abortAll(
  services: ExecutionServices,
  invocation: AbortInvocation,
): Promise<AbortedExecutions> {
  const target = await services.streams.choose(invocation, 'change');
  const client = await services.clients.get(target.connection.id);
  const stream = await client.streams.get(target.streamId);
  const name = streamName(stream);
  const { running: active, uncheckedCount } = await findActive(client, target, name);
  const unchecked = uncheckedCount > 0 && { unchecked: uncheckedCount };
  if (active.length === 0) {
    if (invocation.asks) void tell(noneText(name, uncheckedCount));
    return { aborted: [], failed: [], ...unchecked };
  }
  await confirmAbort(invocation, active, name);
  const result = await abortEach(services, client, target, active);
  await services.streams.tree.streamChanged(target.connection.id, target.streamId);
  if (invocation.asks) void tell(abortedText(result.aborted.length, name, uncheckedCount));
  return { ...result, ...unchecked };
}

function noneText(name: string, unchecked: number): string {
  return unchecked === 0
    ? t('{0} has no active execution.', name)
    : t('{0} has no active execution among its latest {1}.', name, formatCount(mostChecked));
}

function confirmAbort(
  invocation: AbortInvocation,
  active: readonly ExecutionRow[],
  name: string,
): Promise<void> {
  return assertConfirmed(invocation, {
    question: plural(
      active.length,
      'Abort {0} active execution of {1}?',
      'Abort {0} active executions of {1}?',
      name,
    ),
    detail: `${listed(active)}\n\n${t('Nothing of them is loaded into the DataSet.')}`,
    action: t('Abort'),
  });
}

function abortedText(count: number, name: string, unchecked: number): string {
  const aborted = plural(
    count,
    '{1}: {0} execution aborted.',
    '{1}: {0} executions aborted.',
    name,
  );
  if (unchecked === 0) return aborted;
  return `${aborted} ${t('Only the latest {0} executions were checked.', formatCount(mostChecked))}`;
}

function listed(active: readonly ExecutionRow[]): string {
  const ids = active.slice(0, 20).map(({ executionId }) => executionId);
  const list = ids.join(', ');
  return active.length > 20
    ? t('Executions {0} and {1} more', list, active.length - 20)
    : t('Executions {0}', list);
}

/** Checks the history, which may take a while and can be canceled. */
async function findActive(
  client: DomoClient,
  { streamId }: ChosenStream,
  name: string,
): Promise<ActiveExecutions> {
  const title = t('Looking for active executions of {0}', name);
  return withNotification(title, (report, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort(new CancelledError()));
    return client.activeExecutions(streamId, {
      signal: stop.signal,
      onRead: (count) => report({ message: t('{0} looked at', formatCount(count)) }),
    });
  });
}

/** @throws DomoError where some could not be aborted, with the reason of the first */
async function abortEach(
  services: ExecutionServices,
  client: DomoClient,
  { connection, streamId }: ChosenStream,
  active: readonly ExecutionRow[],
): Promise<AbortedExecutions> {
  const limiter = new Limiter(callsAtOnce);
  const route = uploadRouteOf(services, connection.id);
  const end = { action: 'abort', route, reason: 'Aborted by hand.' } as const;
  const results = await Promise.allSettled(
    active.map((execution) => limiter.run(() => client.finalize(streamId, execution, end))),
  );
  const idsWith = (status: 'fulfilled' | 'rejected'): number[] =>
    active.filter((_, index) => results[index]?.status === status).map((one) => one.executionId);
  const result = { aborted: idsWith('fulfilled'), failed: idsWith('rejected') };
  const reasons = results.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  for (const reason of reasons)
    logError(services.log, `Aborting executions of stream ${streamId}`, reason);
  if (reasons.length > 0) throw partlyAborted(result, reasons[0]);
  return result;
}

function partlyAborted({ aborted, failed }: AbortedExecutions, reason: unknown): DomoError {
  const message = pluralText(
    aborted.length + failed.length,
    '{1} of {0} execution aborted; {2} not. {3}',
    '{1} of {0} executions aborted; {2} not. {3}',
    aborted.length,
    failed.join(', '),
    textOfError(reason),
  );
  return new DomoError('badRequest', message, { cause: reason });
}
