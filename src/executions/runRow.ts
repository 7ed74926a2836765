import { outcomeOf, type ExecutionOutcome, type ExecutionRow } from '../domo/api/model';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatExecutions,
  formatInstant,
  formatRows,
} from '../base/format';
import { t } from '../base/l10n';

/** One execution as the page of a stream's history shows it. */
export interface Run {
  readonly executionId: number;
  readonly outcome: ExecutionOutcome;
  readonly state: string;
  readonly started: string;
  readonly durationMilliseconds: number | undefined;
  readonly duration: string;
  readonly rowCount: number | undefined;
  readonly rows: string;
  readonly bytes: string;
  readonly updateMethod: string;
}

export function runOf(execution: ExecutionRow, now: number): Run {
  const { executionId, currentState, startedAt, endedAt, rowsInserted, bytesInserted } = execution;
  const outcome = outcomeOf(currentState, endedAt);
  const end = endedAt ?? (outcome === 'running' ? now : undefined);
  const durationMilliseconds =
    startedAt === undefined || end === undefined ? undefined : Math.max(0, end - startedAt);
  return {
    executionId,
    outcome,
    state: currentState ?? '–',
    started: startedAt === undefined ? '–' : formatInstant(startedAt),
    durationMilliseconds,
    duration: durationMilliseconds === undefined ? '–' : formatDuration(durationMilliseconds),
    rowCount: rowsInserted,
    rows: rowsInserted === undefined ? '–' : formatCount(rowsInserted),
    bytes: bytesInserted === undefined ? '–' : formatBytes(bytesInserted),
    updateMethod: execution.updateMethod ?? '–',
  };
}

/** One run in a sentence, for pointers and screen readers. */
export function runText(run: Run): string {
  const rows = run.rowCount === undefined ? t('no rows') : formatRows(run.rowCount);
  const name = t('Execution {0}', run.executionId);
  return [name, run.state, run.started, run.duration, rows].join(', ');
}

/** What many runs come to: how many went well, how long they take, how many rows they bring. */
export function summaryOf(runs: readonly Run[]): string[] {
  const count = (outcome: ExecutionOutcome): number =>
    runs.filter((run) => run.outcome === outcome).length;
  const durations = numbers(runs.map(({ durationMilliseconds }) => durationMilliseconds));
  const rowCounts = numbers(
    runs.filter(({ outcome }) => outcome === 'succeeded').map(({ rowCount }) => rowCount),
  );
  return [
    formatExecutions(runs.length),
    t('{0} succeeded', formatCount(count('succeeded'))),
    count('failed') > 0 ? t('{0} failed', formatCount(count('failed'))) : '',
    count('ended') > 0 ? t('{0} aborted or cancelled', formatCount(count('ended'))) : '',
    count('running') > 0 ? t('{0} running', formatCount(count('running'))) : '',
    durations.length > 0 ? t('usually {0}', formatDuration(middleOf(durations))) : '',
    rowCounts.length > 0 ? t('usually {0}', formatRows(Math.round(middleOf(rowCounts)))) : '',
  ].filter(Boolean);
}

function numbers(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined).sort((left, right) => left - right);
}

function middleOf(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
