import { formatCount, formatDuration } from '../base/format';
import { t } from '../base/l10n';
import { html, nothing, type Html } from '../base/html';
import { runText, type Run } from './runRow';

/** Sizes in the chart's own units: it is drawn as wide as its window. */
const chartWidth = 160;
/** Few runs don't become as wide as their columns. */
const widestBar = 12;
const barShare = 0.8;
const laneHeight = 100;
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
    <figcaption>${ends(ordered).map(({ started }) => html`<span>${started}</span>`)}</figcaption>
  </figure>`;
}

/** The runs whose dates stand below the chart's ends. */
function ends(ordered: readonly Run[]): readonly Run[] {
  return ordered.length < 3 ? ordered : [...ordered.slice(0, 1), ...ordered.slice(-1)];
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
    const height = share === 0 ? 0 : Math.max(smallestBar, share * laneHeight);
    return bar(run, place(index, ordered.length), height, laneHeight);
  });
  return html`<div class="lane">
    <div class="lane-name"><b>${name()}</b><span>${format(largest)}</span></div>
    ${svg(bars, laneHeight, 'tall')}
  </div>`;
}

function stateLane(ordered: readonly Run[]): Html {
  const bars = ordered.map((run, index) =>
    bar(run, place(index, ordered.length), stateHeights[run.outcome], stateLaneHeight),
  );
  return html`<div class="lane">
    <div class="lane-name"><b>${t('State')}</b></div>
    ${svg(bars, stateLaneHeight, 'short')}
  </div>`;
}

function svg(bars: readonly Html[], height: number, size: string): Html {
  return html`<svg
    class="${size}"
    viewBox="0 0 ${chartWidth} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${bars}
  </svg>`;
}

interface Place {
  readonly left: number;
  readonly width: number;
}

/** The columns share the whole width, so that the first and the last stand above their dates. */
function place(index: number, count: number): Place {
  const width = chartWidth / count;
  return { left: index * width, width };
}

/** A column over the whole height can be pointed at, however small its bar is. */
function bar(run: Run, { left, width }: Place, height: number, laneHeightUnits: number): Html {
  const barWidth = Math.min(widestBar, barShare * width);
  const x = left + (width - barWidth) / 2;
  const y = laneHeightUnits - height;
  return html`<g class="run ${run.outcome}" data-execution="${run.executionId}">
    <title>${runText(run)}</title>
    <rect
      class="column"
      x="${units(left)}"
      y="0"
      width="${units(width)}"
      height="${laneHeightUnits}"
    />
    <rect
      class="bar"
      x="${units(x)}"
      y="${units(y)}"
      width="${units(barWidth)}"
      height="${units(height)}"
    />
  </g>`;
}

function units(value: number): string {
  return value.toFixed(2);
}
