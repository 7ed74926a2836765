import { formatCount } from '../base/format';
import { t } from '../base/l10n';
import { chart } from './runChart';
import { html, nothing, type Html } from '../base/html';
import { runText, summaryOf, type Run } from './runRow';

/** What the page of a stream's history shows. */
export interface HistoryView {
  readonly streamName: string;
  /** Newest first. */
  readonly runs: readonly Run[];
  /** How many older ones are not shown. */
  readonly remaining: number;
  readonly pageSize: number;
  /** Why the history could not be read. */
  readonly failure?: string | undefined;
}

/** A stream's runs: what they come to, a chart, and a table with the same. */
export function historyContent(view: HistoryView): Html {
  const { streamName, runs, failure } = view;
  return html`<header>
      <h1>${t('Run history of {0}', streamName)}</h1>
      <div class="actions">
        <button type="button" data-action="refresh">${t('Refresh')}</button>
      </div>
    </header>
    ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
    ${runs.length > 0 ? filled(view) : failure === undefined ? emptyText() : nothing}`;
}

function emptyText(): Html {
  return html`<p>${t('This stream has never run.')}</p>`;
}

function filled({ streamName, runs, remaining, pageSize }: HistoryView): Html {
  return html`<p class="summary">${summaryOf(runs).join(' · ')}</p>
    <div class="columns">
      ${chart(runs)}
      <div class="table">
        <table aria-label="${t('Run history of {0}', streamName)}">
          <thead>
            <tr>
              <th scope="col">${t('Execution')}</th>
              <th scope="col">${t('State')}</th>
              <th scope="col">${t('Started')}</th>
              <th scope="col" class="number">${t('Duration')}</th>
              <th scope="col" class="number">${t('Rows')}</th>
              <th scope="col" class="number">${t('Size')}</th>
              <th scope="col">${t('Method')}</th>
            </tr>
          </thead>
          <tbody>
            ${runs.map(tableRow)}
          </tbody>
        </table>
        ${remaining > 0 ? moreButton(remaining, pageSize) : nothing}
      </div>
    </div>`;
}

function tableRow(run: Run, index: number): Html {
  return html`<tr
    class="run ${run.outcome}"
    data-execution="${run.executionId}"
    tabindex="${index === 0 ? 0 : -1}"
    aria-label="${runText(run)}"
  >
    <td>${run.executionId}</td>
    <td><span class="state">${run.state}</span></td>
    <td>${run.started}</td>
    <td class="number">${run.duration}</td>
    <td class="number">${run.rows}</td>
    <td class="number">${run.bytes}</td>
    <td>${run.updateMethod}</td>
  </tr>`;
}

function moreButton(remaining: number, pageSize: number): Html {
  const count = formatCount(Math.min(pageSize, remaining));
  return html`<button type="button" data-action="more">
    ${t('Load {0} more of {1}', count, formatCount(remaining))}
  </button>`;
}
