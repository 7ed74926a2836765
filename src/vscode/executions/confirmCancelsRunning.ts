import { t } from '../../base/l10n';
import { isRunning } from '../../domo/api/model';
import type { DomoClient } from '../../domo/client';
import { confirm } from '../shell/confirm';

/**
 * Warns if a new execution would cancel one that runs.
 * @param isAwaited whether an execution ends before the new one is created
 * @throws CancelledError
 */
export async function confirmCancelsRunning(
  client: DomoClient,
  streamId: number,
  isAwaited: (executionId: number) => boolean = () => false,
): Promise<void> {
  const { items } = await client.newestExecutions(streamId, 1);
  const [newest] = items;
  if (!newest || isAwaited(newest.executionId) || !isRunning(newest)) return;
  await confirm({
    question: t('Execution {0} of this stream is still active.', newest.executionId),
    detail: t('Domo runs one execution of a stream at a time: starting another cancels that one.'),
    action: t('Start Anyway'),
  });
}
