import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import type { DomoClient } from '../../domo/client';
import { DomoError } from '../../domo/errors';
import { errorMessageOf, outcomeOf, type Execution, type Stream } from '../../domo/model';
import type { Connection } from '../connections/connection';
import { followExecution } from '../connections/followExecution';
import { formatQuantity } from '../ui/format';
import { tell, withNotification } from '../ui/notify';
import type { Services } from './services';
import { nameOf } from './targets';

export interface Run {
  readonly client: DomoClient;
  readonly connection: Connection;
  readonly stream: Stream;
  readonly execution: Execution;
  readonly isProgram: boolean;
}

/**
 * Watches a connector's run to its end, under a notification. Closing that ends the watching, not the run.
 * @throws DomoError `serverError` where the run failed, with the connector's own words and `toe`
 */
export async function watchRun(services: Services, run: Run): Promise<Execution> {
  const ended = await withNotification(`Running ${nameOf(run.stream)}`, async (report, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort(new CancelledError('The run goes on in Domo.')));
    return followRun(services, run, (message) => report({ message }), stop.signal);
  });
  await services.tree.streamChanged(run.connection.id, run.stream.id);
  const outcome = outcomeOf(ended.currentState, ended.endedAt);
  if (outcome !== 'succeeded') {
    const what = `${nameOf(run.stream)}: execution ${ended.executionId} ended with ${ended.currentState ?? 'no state'}.`;
    throw new DomoError('serverError', [what, errorMessageOf(ended)].filter(Boolean).join(' '), {
      ...(ended.toe !== undefined && { toe: ended.toe }),
    });
  }
  if (!run.isProgram) {
    const rows =
      ended.rowsInserted === undefined ? '' : ` with ${formatQuantity(ended.rowsInserted, 'row')}`;
    void tell(`${nameOf(run.stream)}: execution ${ended.executionId} succeeded${rows}.`);
  }
  return ended;
}

function followRun(
  { tree }: Services,
  { client, connection, stream, execution }: Run,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<Execution> {
  const following = {
    client,
    streamId: stream.id,
    executionId: execution.executionId,
    longestPollMilliseconds: pollMilliseconds(),
    onRead: (now: Execution) => {
      tree.executionRead(connection.id, stream.id, now);
      const rows = now.rowsInserted ? formatQuantity(now.rowsInserted, 'row') : '';
      report([now.currentPhase ?? now.currentState, rows].filter(Boolean).join(' · '));
    },
  };
  return followExecution(following, signal);
}

/** The longest wait between two looks at an execution that somebody waits for. */
export function pollMilliseconds(): number {
  return vscode.workspace.getConfiguration('domoStreams').get('executions.pollSeconds', 5) * 1000;
}
