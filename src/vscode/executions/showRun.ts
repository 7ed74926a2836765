import { CancelledError } from '../../base/abort';
import { joinedTexts, text } from '../../base/text';
import type { DomoClient } from '../../domo/client';
import { DomoError } from '../../domo/http/errors';
import { errorMessageOf, outcomeOf, type Execution, type Stream } from '../../domo/api/model';
import type { Connection } from '../../connections/connection';
import { pollExecution } from '../../domo/flows/pollExecution';
import { formatRows } from '../../base/format';
import { t } from '../../base/l10n';
import { tell, withNotification } from '../shell/notify';
import type { Settings } from '../shell/settings';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';

export interface ConnectorRun {
  readonly client: DomoClient;
  readonly connection: Connection;
  readonly stream: Stream;
  readonly execution: Execution;
  /** Whether a person is told that it has succeeded. */
  readonly asks: boolean;
}

/**
 * Polls a connector's run to its end and shows it in a notification. Closing that ends the polling, not the run.
 * @throws DomoError `serverError` where the run failed, with the connector's own words and `toe`
 */
export async function showRun(services: ExecutionServices, run: ConnectorRun): Promise<Execution> {
  const ended = await withNotification(
    t('Running {0}', streamName(run.stream)),
    async (report, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() =>
        stop.abort(new CancelledError('The run goes on in Domo.')),
      );
      return pollRun(services, run, (message) => report({ message }), stop.signal);
    },
  );
  await services.streams.tree.streamChanged(run.connection.id, run.stream.id);
  const outcome = outcomeOf(ended.currentState, ended.endedAt);
  if (outcome !== 'succeeded') {
    const what = text(
      '{0}: execution {1} ended with {2}.',
      streamName(run.stream),
      ended.executionId,
      ended.currentState ?? text('no state'),
    );
    const why = errorMessageOf(ended);
    throw new DomoError('serverError', why ? joinedTexts([what, why], ' ') : what, {
      ...(ended.toe !== undefined && { toe: ended.toe }),
    });
  }
  if (run.asks) void tell(successText(streamName(run.stream), ended));
  return ended;
}

function successText(name: string, { executionId, rowsInserted }: Execution): string {
  if (rowsInserted === undefined) return t('{0}: execution {1} succeeded.', name, executionId);
  const rows = formatRows(rowsInserted);
  return t('{0}: execution {1} succeeded with {2}.', name, executionId, rows);
}

function pollRun(
  { streams: { tree }, settings }: ExecutionServices,
  { client, connection, stream, execution }: ConnectorRun,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<Execution> {
  const poll = {
    client,
    streamId: stream.id,
    executionId: execution.executionId,
    longestPollMilliseconds: pollMilliseconds(settings),
    onRead: (now: Execution) => {
      tree.executionRead(connection.id, stream.id, now);
      const rows = now.rowsInserted ? formatRows(now.rowsInserted) : '';
      report([now.currentPhase ?? now.currentState, rows].filter(Boolean).join(' · '));
    },
  };
  return pollExecution(poll, signal);
}

/** The longest wait between two looks at an execution that somebody waits for. */
export function pollMilliseconds(settings: Settings): number {
  return settings.get('executions.pollSeconds') * 1000;
}
