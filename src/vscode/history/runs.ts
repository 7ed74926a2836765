import { outcomeOf, type ExecutionOutcome, type ExecutionRow } from '../../domo/model';
import { formatBytes, formatCount, formatDuration, formatQuantity } from '../ui/format';

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

/** @param locale the editor's, for dates; undefined takes the machine's */
export function runOf(execution: ExecutionRow, now: number, locale?: string): Run {
  const { executionId, currentState, startedAt, endedAt, rowsInserted, bytesInserted } = execution;
  const outcome = outcomeOf(currentState, endedAt);
  const end = endedAt ?? (outcome === 'running' ? now : undefined);
  const durationMilliseconds =
    startedAt === undefined || end === undefined ? undefined : Math.max(0, end - startedAt);
  return {
    executionId,
    outcome,
    state: currentState ?? '–',
    started: startedAt === undefined ? '–' : dateText(startedAt, locale),
    durationMilliseconds,
    duration: durationMilliseconds === undefined ? '–' : formatDuration(durationMilliseconds),
    rowCount: rowsInserted,
    rows: rowsInserted === undefined ? '–' : formatCount(rowsInserted),
    bytes: bytesInserted === undefined ? '–' : formatBytes(bytesInserted),
    updateMethod: execution.updateMethod ?? '–',
  };
}

/** An instant in the person's own time, to the minute or to the second. */
export function dateText(
  instantMilliseconds: number,
  locale?: string,
  timeStyle: 'short' | 'medium' = 'short',
): string {
  return new Date(instantMilliseconds).toLocaleString(locale, { dateStyle: 'medium', timeStyle });
}

/** One run in a sentence, for pointers and screen readers. */
export function runText(run: Run): string {
  return `Execution ${run.executionId}, ${run.state}, ${run.started}, ${run.duration}, ${run.rows} rows`;
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
    formatQuantity(runs.length, 'execution'),
    `${formatCount(count('succeeded'))} succeeded`,
    count('failed') > 0 ? `${formatCount(count('failed'))} failed` : '',
    count('ended') > 0 ? `${formatCount(count('ended'))} aborted or cancelled` : '',
    count('running') > 0 ? `${formatCount(count('running'))} running` : '',
    durations.length > 0 ? `usually ${formatDuration(middleOf(durations))}` : '',
    rowCounts.length > 0 ? `usually ${formatQuantity(Math.round(middleOf(rowCounts)), 'row')}` : '',
  ].filter(Boolean);
}

function numbers(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined).sort((left, right) => left - right);
}

function middleOf(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
