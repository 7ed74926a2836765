import { formatCount, formatDuration } from '../ui/format';
import { t } from '../ui/l10n';
import { html, nothing, type Html } from './html';
import { runText, type Run } from './runs';

/** Sizes in the chart's own units: it is drawn as wide as its window. */
const columnWidth = 10;
const gap = 2;
const laneHeight = 100;
const fewestColumns = 16;
/** What has any value at all can be seen. */
const smallestBar = 1.5;

interface Lane {
  readonly name: () => string;
  readonly value: (run: Run) => number | undefined;
  readonly format: (value: number) => string;
}

const lanes: readonly Lane[] = [
  { name: () => t('Rows'), value: ({ rowCount }) => rowCount, format: formatCount },
  {
    name: () => t('Duration'),
    value: ({ durationMilliseconds }) => durationMilliseconds,
    format: formatDuration,
  },
];

/** How high a run stands in the lane of states: so the state can be told without its colour. */
const stateHeights = { failed: 30, ended: 20, running: 14, neverRun: 4, succeeded: 8 } as const;
const stateLaneHeight = 30;

/** Rows, duration and state of each run, the oldest on the left. @param runs newest first */
export function chart(runs: readonly Run[]): Html {
  if (runs.length === 0) return nothing;
  const ordered = runs.toReversed();
  return html`<figure class="chart" tabindex="0" role="group" aria-label="${chartLabel(ordered)}">
    ${lanes.map((lane) => laneOf(lane, ordered))} ${stateLane(ordered)}
    <figcaption><span>${ordered[0]?.started}</span><span>${runs[0]?.started}</span></figcaption>
  </figure>`;
}

function chartLabel(ordered: readonly Run[]): string {
  return t(
    'Chart of {0} executions. Left and Right go through them, Enter shows the details.',
    ordered.length,
  );
}

function laneOf({ name, value, format }: Lane, ordered: readonly Run[]): Html {
  const largest = Math.max(0, ...ordered.map((run) => value(run) ?? 0));
  const bars = ordered.map((run, index) => {
    const share = largest === 0 ? 0 : (value(run) ?? 0) / largest;
    return bar(run, index, share === 0 ? 0 : Math.max(smallestBar, share * laneHeight), laneHeight);
  });
  return html`<div class="lane">
    <div class="lane-name"><b>${name()}</b><span>${format(largest)}</span></div>
    ${svg(bars, ordered.length, laneHeight, 'tall')}
  </div>`;
}

function stateLane(ordered: readonly Run[]): Html {
  const bars = ordered.map((run, index) =>
    bar(run, index, stateHeights[run.outcome], stateLaneHeight),
  );
  return html`<div class="lane">
    <div class="lane-name"><b>${t('State')}</b></div>
    ${svg(bars, ordered.length, stateLaneHeight, 'short')}
  </div>`;
}

/** Few runs don't become as wide as the window. */
function svg(bars: readonly Html[], count: number, height: number, size: string): Html {
  const width = Math.max(count, fewestColumns) * columnWidth;
  return html`<svg
    class="${size}"
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${bars}
  </svg>`;
}

/** A column over the whole height can be pointed at, however small its bar is. */
function bar(run: Run, index: number, height: number, laneHeightUnits: number): Html {
  const x = index * columnWidth;
  const y = (laneHeightUnits - height).toFixed(2);
  const width = columnWidth - gap;
  return html`<g class="run ${run.outcome}" data-execution="${run.executionId}">
    <title>${runText(run)}</title>
    <rect class="column" x="${x}" y="0" width="${columnWidth}" height="${laneHeightUnits}" />
    <rect class="bar" x="${x + gap / 2}" y="${y}" width="${width}" height="${height.toFixed(2)}" />
  </g>`;
}
