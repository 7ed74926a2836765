/*
 * Runs in the pages of run histories and executions: draws new content without losing the place, takes
 * keys and clicks, and tells the extension what was chosen. It knows nothing of what it shows.
 */

interface Editor {
  postMessage(message: { readonly action: string; readonly executionId?: number }): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();

/** The run that the keys are at, in chart and table. */
let current: string | undefined;

window.addEventListener('message', ({ data }: MessageEvent<{ content?: string }>) => {
  if (data.content === undefined) return;
  const focus = focusedPlace();
  contentElement().innerHTML = data.content;
  if (current !== undefined) mark(current);
  document.querySelector<HTMLElement>(focus ?? ':not(*)')?.focus({ preventScroll: true });
});

document.addEventListener('click', ({ target }) => {
  const element = target instanceof Element ? target : undefined;
  const action = element?.closest<HTMLElement>('[data-action]')?.dataset['action'];
  if (action !== undefined) {
    editor.postMessage({ action });
    return;
  }
  const execution = element?.closest<HTMLElement | SVGElement>('[data-execution]');
  if (!execution) return;
  choose(executionOf(execution));
  showDetails();
});

document.addEventListener('focusin', ({ target }) => {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-execution]') : null;
  if (row) mark(executionOf(row));
});

document.addEventListener('mouseover', ({ target }) => {
  const bar = target instanceof Element ? target.closest<SVGElement>('g[data-execution]') : null;
  if (bar) mark(executionOf(bar));
});

document.addEventListener('keydown', (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const isChart = target.matches('.chart');
  const isRow = target.matches('tr[data-execution]');
  if (!isChart && !isRow) return;
  const step = isChart ? chartSteps[event.key] : rowSteps[event.key];
  if (step !== undefined) move(step, isRow);
  else if (event.key === 'Enter' && current !== undefined) showDetails();
  else return;
  event.preventDefault();
});

/** The table has the newest on top, the chart on the right. */
const rowSteps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -20,
  PageDown: 20,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};
const chartSteps: Readonly<Record<string, number>> = {
  ArrowRight: -1,
  ArrowLeft: 1,
  End: Number.NEGATIVE_INFINITY,
  Home: Number.POSITIVE_INFINITY,
};

function move(step: number, takesFocus: boolean): void {
  const rows = tableRows();
  const at = rows.findIndex((row) => executionOf(row) === current);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  if (!next) return;
  choose(executionOf(next));
  if (takesFocus) next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

/** The tab key comes back to the row where it was. */
function choose(execution: string): void {
  mark(execution);
  for (const row of tableRows()) row.tabIndex = executionOf(row) === execution ? 0 : -1;
}

function mark(execution: string): void {
  current = execution;
  for (const element of document.querySelectorAll('[data-execution]'))
    element.classList.toggle('current', executionOf(element) === execution);
}

function showDetails(): void {
  editor.postMessage({ action: 'details', executionId: Number(current) });
}

/** Where the focus is on the page; nowhere while it is elsewhere in the editor, from where it must not be taken. */
function focusedPlace(): string | undefined {
  const { activeElement } = document;
  if (!document.hasFocus() || !(activeElement instanceof HTMLElement)) return undefined;
  const { action, execution } = activeElement.dataset;
  if (action !== undefined) return `[data-action="${action}"]`;
  if (execution !== undefined) return `tr[data-execution="${execution}"]`;
  return activeElement.matches('.chart') ? '.chart' : undefined;
}

function tableRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('tr[data-execution]')];
}

function executionOf(element: Element): string {
  return element.getAttribute('data-execution') ?? '';
}

function contentElement(): HTMLElement {
  const element = document.getElementById('content');
  if (!element) throw new Error('The page has no content element.');
  return element;
}
