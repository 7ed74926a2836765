import { epochMilliseconds } from '../base/instant';
import { isJsonObject, type JsonValue } from '../base/json';
import { isRunning, outcomeOf, type Execution, type ExecutionError } from '../domo/api/model';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatInstant,
  formatRows,
} from '../base/format';
import { t } from '../base/l10n';
import { html, nothing, type Html } from '../base/html';

/** What the page of one execution shows. */
export interface ExecutionView {
  readonly streamName: string;
  readonly execution: Execution;
  readonly nowMilliseconds: number;
  /** Why it could not be read again. */
  readonly failure?: string | undefined;
}

/** An execution's story: how it stands, its phases and times, what it brought, and what went wrong. */
export function executionContent(view: ExecutionView): Html {
  const { streamName, execution, failure } = view;
  const { executionId, currentState, endedAt } = execution;
  const outcome = outcomeOf(currentState, endedAt);
  return html`<header>
      <h1>${t('Execution {0} of {1}', executionId, streamName)}</h1>
      <div class="actions">
        <button type="button" data-action="refresh">${t('Refresh')}</button>
        <button type="button" data-action="json">${t('Open as JSON')}</button>
        <button type="button" data-action="history">${t('Show Run History')}</button>
      </div>
    </header>
    ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
    <p class="summary run ${outcome}">
      <span class="state">${currentState ?? t('No state')}</span> ${headline(view)}
    </p>
    ${errorsSection(execution)} ${timesSection(view)} ${factsSection(execution)}`;
}

function headline({ execution, nowMilliseconds }: ExecutionView): string {
  const { startedAt, endedAt, rowsInserted, bytesInserted, currentPhase } = execution;
  const runs = isRunning(execution);
  const end = endedAt ?? (runs ? nowMilliseconds : undefined);
  const lasted =
    startedAt === undefined || end === undefined ? '' : formatDuration(end - startedAt);
  return [
    runs ? nameOfPhase(currentPhase) : undefined,
    lasted && (runs ? t('running for {0}', lasted) : t('took {0}', lasted)),
    rowsInserted === undefined ? undefined : formatRows(rowsInserted),
    bytesInserted === undefined ? undefined : formatBytes(bytesInserted),
  ]
    .filter(Boolean)
    .join(' · ');
}

function errorsSection({ errors, toe }: Execution): Html {
  if (errors.length === 0) return nothing;
  return html`<section class="errors">
    <h2>${errors.length === 1 ? t('Error') : t('Errors')}</h2>
    <ul>
      ${errors.map(errorItem)}
    </ul>
    ${
      toe === undefined
        ? nothing
        : html`<p>
            ${t('Domo’s support asks for the trace id:')} <code>${toe}</code>
            <button type="button" data-action="copyToe">${t('Copy')}</button>
          </p>`
    }
  </section>`;
}

function errorItem({ message, category, code }: ExecutionError): Html {
  const origin = [category, code].filter(Boolean).join(' · ');
  return html`<li>
    ${message ?? t('No message')} ${origin ? html`<span class="origin">${origin}</span>` : nothing}
  </li>`;
}

interface Step {
  readonly name: string;
  readonly at: number;
}

/** What happened when; the time to the next step stands beside each. */
function timesSection({ execution, nowMilliseconds }: ExecutionView): Html {
  const steps = stepsOf(execution);
  if (steps.length === 0) return nothing;
  const runs = isRunning(execution);
  const end = runs ? nowMilliseconds : undefined;
  const rows = steps.map(({ name, at }, index) => {
    const next = steps[index + 1]?.at ?? end;
    const lasted = next === undefined ? '' : formatDuration(Math.max(0, next - at));
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${formatInstant(at, 'medium')}</td>
      <td class="number">${lasted}</td>
    </tr>`;
  });
  return html`<section>
    <h2>${t('Phases and times')}</h2>
    <table aria-label="${t('Phases and times')}">
      <thead>
        <tr>
          <th scope="col">${t('Step')}</th>
          <th scope="col">${t('Begun')}</th>
          <th scope="col" class="number">${t('Until the next')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function stepsOf({ raw, startedAt, endedAt, currentState }: Execution): Step[] {
  const phase = isJsonObject(raw['latestPhase']) ? raw['latestPhase'] : {};
  const phaseName = nameOfPhase(textOf(phase['phaseType']));
  const candidates: [string, number | undefined][] = [
    [t('Created'), instantOf(raw['createdAt'])],
    [t('Started'), startedAt],
    [phaseName && t('Phase {0}', phaseName), instantOf(phase['startedAt'])],
    [phaseName && t('Phase {0} ended', phaseName), instantOf(phase['endedAt'])],
    [currentState ? t('Ended with {0}', currentState) : t('Ended'), endedAt],
  ];
  return candidates
    .flatMap(([name, at]) => (name && at !== undefined ? { name, at } : []))
    .sort((left, right) => left.at - right.at);
}

/** What has ended, or waits for parts, is IDLE: no phase of its own. */
function nameOfPhase(phase: string | undefined): string {
  return phase === undefined || phase === 'IDLE' ? '' : phase;
}

/** Instants beside those of the model come as epoch seconds. */
function instantOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return epochMilliseconds(value);
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function factsSection(execution: Execution): Html {
  const rows = factsOf(execution).flatMap(([name, value]) =>
    value
      ? html`<tr>
          <th scope="row">${name}</th>
          <td>${value}</td>
        </tr>`
      : [],
  );
  return html`<section>
    <h2>${t('Details')}</h2>
    <table aria-label="${t('Details')}">
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function factsOf(execution: Execution): [name: string, value: string | undefined][] {
  const { raw, updateMethod, runType, uploadId, currentPhase, toe } = execution;
  return [
    [t('Update method'), updateMethod],
    [t('Run type'), runType],
    [t('Phase'), nameOfPhase(currentPhase)],
    [t('Started by'), textOf(raw['startedBy'])],
    [t('Cancelled by'), textOf(raw['cancelledBy'])],
    [t('Upload id'), uploadId],
    [t('Retries'), countOf(raw['retryCount'])],
    [t('Peak memory'), bytesOf(raw['peakMemoryUsedBytes'])],
    [t('Data tag'), textOf(raw['dataTag'])],
    [t('Trace id (toe)'), toe],
  ];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function countOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' && value > 0 ? formatCount(value) : undefined;
}

function bytesOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' && value > 0 ? formatBytes(value) : undefined;
}
