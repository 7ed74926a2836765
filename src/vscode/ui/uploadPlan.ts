import { basename } from 'node:path';
import type { Stream } from '../../domo/model';
import type { Inspection } from '../../upload/inspect';
import { defaultPartSize } from '../../upload/job';
import { formatBytes, formatCount, formatDuration, formatQuantity } from './format';

/** What an upload is going to do, before it begins. */
export interface UploadPlan {
  readonly stream: Stream;
  readonly inspections: readonly Inspection[];
  /** The stream's own, unless it is changed. */
  readonly updateMethod: string;
  /** Undefined takes what was detected for each file. */
  readonly hasHeader: boolean | undefined;
  readonly concurrency: number;
  /** Undefined takes a size that fits each file. */
  readonly partSizeBytes: number | undefined;
  readonly compression: 'auto' | 'gzip' | 'none';
  /** Of the last upload over this connection; undefined where there was none. */
  readonly bytesPerSecond: number | undefined;
}

const mostDifferences = 3;
const previewCharacters = 120;

/** `rows.csv`, or `rows.csv and 2 more`. */
export function filesText({ inspections }: UploadPlan): string {
  const [first] = inspections;
  const others = inspections.length > 1 ? ` and ${inspections.length - 1} more` : '';
  return first ? `${basename(first.version.path)}${others}` : '';
}

/** How much there is: `12.4 MB · about 120,000 rows · 12 columns as in the stream · about 4 parts`. */
export function sizeText(plan: UploadPlan): string {
  const parts = partsOfAll(plan);
  const about = parts > plan.inspections.length ? 'about ' : '';
  const facts = [
    formatBytes(totalBytes(plan)),
    rowsText(plan),
    columnsText(plan),
    `${about}${formatQuantity(parts, 'part')}`,
  ];
  return facts.filter(Boolean).join(' · ');
}

function columnsText(plan: UploadPlan): string {
  const counts = new Set(plan.inspections.map(({ columns }) => columns));
  const [count] = counts;
  if (counts.size !== 1 || count === undefined) return '';
  const isAsInStream = plan.stream.columns?.length === count && !differencesText(plan);
  return `${formatQuantity(count, 'column')}${isAsInStream ? ' as in the stream' : ''}`;
}

/** How it goes: what is converted and compressed, and how long it may take. */
export function wayText(plan: UploadPlan): string {
  const formats = new Set(plan.inspections.map(({ convertedFrom }) => convertedFrom));
  // One part is sent before anything could be measured.
  const auto = partsOfAll(plan) > plan.inspections.length ? 'gzip where that is faster' : '';
  const compression = { auto, gzip: 'gzip', none: '' };
  const facts = [
    [...formats].some(Boolean) ? `converted from ${[...formats].filter(Boolean).join('; ')}` : '',
    compression[plan.compression],
    plan.bytesPerSecond === undefined
      ? ''
      : `about ${formatDuration((totalBytes(plan) * 1000) / plan.bytesPerSecond)} at the speed of the last upload`,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** What the method does to the rows that are there. */
export function methodText({ stream, updateMethod, inspections }: UploadPlan): string {
  if (updateMethod === 'UPSERT') return 'Rows with the same key are replaced, others are added.';
  if (updateMethod === 'APPEND') return `The rows are added to ${presentRows(stream)}.`;
  if (updateMethod !== 'REPLACE') return 'The rows are taken as the stream is set.';
  const others = inspections.length > 1 ? ', and the other files are added to the first' : '';
  return `Drops ${presentRows(stream)} of the DataSet${others}.`;
}

/** What becomes of the first lines: `is a header and left out`. */
export function headerText({ hasHeader, inspections }: UploadPlan): string {
  const asked = inspections.filter(({ isHeaderCertain }) => !isHeaderCertain);
  const headers = asked.map(({ headerDetected }) => hasHeader ?? headerDetected);
  if (headers.every(Boolean)) return 'is a header and left out';
  if (!headers.some(Boolean)) return 'is data and uploaded';
  const names = asked
    .filter(({ headerDetected }) => !headerDetected)
    .map(({ version }) => basename(version.path));
  return `is a header, but data in ${names.join(', ')}`;
}

/** The fields of the first record, cut short. */
export function previewText({ inspections }: UploadPlan): string {
  const text = (inspections[0]?.firstRecord ?? []).join(', ').replace(/\s+/g, ' ');
  return text.length > previewCharacters ? `${text.slice(0, previewCharacters)}…` : text;
}

/**
 * Where a header names other columns than the stream's schema: `4 is “town” instead of “city”`, behind the
 * file's name where there are several. Undefined where there is nothing to tell.
 */
export function differencesText({
  stream,
  inspections,
  hasHeader,
}: UploadPlan): string | undefined {
  const expected = stream.columns?.map(({ name }) => name) ?? [];
  const differences = inspections
    .filter((inspection) => inspection.isHeaderCertain || (hasHeader ?? inspection.headerDetected))
    .flatMap(({ version, firstRecord }) => {
      const file = inspections.length > 1 ? `${basename(version.path)}: ` : '';
      return differingNames(firstRecord, expected).map((difference) => `${file}${difference}`);
    });
  if (differences.length === 0) return undefined;
  const more = differences.length - mostDifferences;
  return [...differences.slice(0, mostDifferences), ...(more > 0 ? [`${more} more`] : [])].join(
    '; ',
  );
}

function differingNames(names: readonly string[], expected: readonly string[]): string[] {
  return names.flatMap((name, index) => {
    const wanted = expected[index];
    return wanted === undefined || isSameName(name, wanted)
      ? []
      : [`${index + 1} is “${name}” instead of “${wanted}”`];
  });
}

function isSameName(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}

function presentRows({ rowCount }: Stream): string {
  if (rowCount === undefined) return 'all present rows';
  return rowCount === 0
    ? 'no rows, as there are none'
    : `the ${formatQuantity(rowCount, 'present row')}`;
}

function rowsText(plan: UploadPlan): string {
  let rows = 0;
  let isExact = true;
  for (const { rows: counted, headerDetected, isHeaderCertain } of plan.inspections) {
    if (!counted) return '';
    const hasHeader = isHeaderCertain || (plan.hasHeader ?? headerDetected);
    rows += counted.count - (hasHeader ? 1 : 0);
    isExact &&= counted.isExact;
  }
  return isExact ? formatQuantity(rows, 'row') : `about ${formatCount(rounded(rows))} rows`;
}

/** To two digits: more would look exact. */
function rounded(count: number): number {
  return Number(count.toPrecision(2));
}

function partsOfAll(plan: UploadPlan): number {
  return plan.inspections.reduce((sum, inspection) => sum + partsOf(inspection, plan), 0);
}

function partsOf({ version }: Inspection, { partSizeBytes, concurrency }: UploadPlan): number {
  return Math.ceil(version.size / (partSizeBytes ?? defaultPartSize(version.size, concurrency)));
}

function totalBytes({ inspections }: UploadPlan): number {
  return inspections.reduce((sum, { version }) => sum + version.size, 0);
}
