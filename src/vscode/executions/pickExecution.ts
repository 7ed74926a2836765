import { CancelledError } from '../../base/abort';
import type { DomoClient } from '../../domo/client';
import type { Execution } from '../../domo/api/model';
import { formatAge } from '../../base/format';
import { t } from '../../base/l10n';
import { pick, type PickItem } from '../shell/quickInput';

const newestCount = 50;

/**
 * Has a person pick one of the newest executions of a stream.
 * @throws CancelledError where nothing is picked
 */
export async function pickExecution(
  client: DomoClient,
  streamId: number,
  accepts: (execution: Execution) => boolean,
): Promise<Execution> {
  const loading = client
    .newestExecutions(streamId, newestCount)
    .then(({ items }) => items.filter(accepts).map(toItem));
  const picked = await pick(loading, {
    placeHolder: t('Choose the execution'),
    matchOnDescription: true,
  });
  if (!picked) throw new CancelledError();
  return picked.execution;
}

function toItem(execution: Execution): PickItem & { execution: Execution } {
  const when = execution.endedAt ?? execution.startedAt;
  return {
    label: t('Execution {0}', execution.executionId),
    description: [execution.currentState, when !== undefined && formatAge(when, Date.now())]
      .filter(Boolean)
      .join(' · '),
    execution,
  };
}
