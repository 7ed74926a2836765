import { basename } from 'node:path';
import type { Stream } from '../../domo/api/model';
import type { EncodingReading } from '../formats/reading';
import type { Inspection } from './inspect';
import { defaultPartSize } from '../upload';
import { formatBytes, formatDuration, formatParts, formatRows } from '../../base/format';
import { plural, t, translated } from '../../base/l10n';

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
  if (!first) return '';
  const name = basename(first.version.path);
  return inspections.length > 1 ? t('{0} and {1} more', name, inspections.length - 1) : name;
}

/** How much there is: `12.4 MB · about 120,000 rows · 12 columns as in the stream`. */
export function sizeText(plan: UploadPlan): string {
  const facts = [formatBytes(totalBytes(plan)), rowsText(plan), columnsText(plan)];
  return facts.filter(Boolean).join(' · ');
}

function columnsText(plan: UploadPlan): string {
  const counts = new Set(plan.inspections.map(({ columns }) => columns));
  const [count] = counts;
  if (counts.size !== 1 || count === undefined) return '';
  const isAsInStream = plan.stream.columns?.length === count && !differencesText(plan);
  return isAsInStream
    ? plural(count, '{0} column as in the stream', '{0} columns as in the stream')
    : plural(count, '{0} column', '{0} columns');
}

/** How it goes: in how many parts, what is converted and compressed, and how long it may take. */
export function wayText(plan: UploadPlan): string {
  const formats = [
    ...new Set(
      plan.inspections.flatMap(({ convertedFrom }) =>
        convertedFrom ? [translated(convertedFrom)] : [],
      ),
    ),
  ];
  const parts = partsOfAll(plan);
  const isCut = parts > plan.inspections.length;
  // One part is sent before anything could be measured.
  const auto = isCut ? t('gzip where that is faster') : '';
  const compression = { auto, gzip: 'gzip', none: '' };
  const facts = [
    // One part per file is certain; what comes after the first is known when the file is cut.
    isCut ? t('about {0}', formatParts(parts)) : formatParts(parts),
    formats.length > 0 ? t('converted from {0}', formats.join('; ')) : '',
    compression[plan.compression],
    plan.bytesPerSecond === undefined
      ? ''
      : t(
          'about {0} at the speed of the last upload',
          formatDuration((totalBytes(plan) * 1000) / plan.bytesPerSecond),
        ),
  ];
  return facts.filter(Boolean).join(' · ');
}

/** What the method does to the rows that are there. */
export function methodText({ stream, updateMethod, inspections }: UploadPlan): string {
  if (updateMethod === 'UPSERT') return t('Rows with the same key are replaced, others are added.');
  if (updateMethod !== 'APPEND' && updateMethod !== 'REPLACE')
    return t('The rows are taken as the stream is set.');
  if (stream.rowCount === 0) return t('The DataSet has no rows yet.');
  if (updateMethod === 'APPEND') return t('The rows are added to {0}.', presentRows(stream));
  return inspections.length > 1
    ? t(
        'Drops {0} of the DataSet, and the other files are added to the first.',
        presentRows(stream),
      )
    : t('Drops {0} of the DataSet.', presentRows(stream));
}

/** What becomes of the first lines: `Skip first line (header)`. */
export function headerText({ hasHeader, inspections }: UploadPlan): string {
  const asked = inspections.filter(({ headerCertainty }) => headerCertainty !== 'fixed');
  const headers = asked.map(({ headerDetected }) => hasHeader ?? headerDetected);
  if (headers.every(Boolean)) return t('Skip first line (header)');
  if (!headers.some(Boolean)) return t('Upload first line (data)');
  const names = asked
    .filter(({ headerDetected }) => !headerDetected)
    .map(({ version }) => basename(version.path));
  return t('Skip first line (header), except in {0}', names.join(', '));
}

/** The first file whose encoding is not certain, and how it reads. */
export function uncertainFile({
  inspections,
}: UploadPlan): { path: string; reading: EncodingReading } | undefined {
  for (const { version, reading } of inspections)
    if (reading) return { path: version.path, reading };
  return undefined;
}

/** Some words: `“Müller”, “Straße”`. */
export function wordsText({ words }: EncodingReading): string {
  return words.map((word) => t('“{0}”', word)).join(', ');
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
export function differencesText(plan: UploadPlan): string | undefined {
  const { stream, inspections, hasHeader } = plan;
  if (isHeaderOpen(plan)) return undefined;
  const expected = stream.columns?.map(({ name }) => name) ?? [];
  const differences = inspections
    .filter((inspection) => isHeaderIn(inspection, hasHeader))
    .flatMap(({ version, firstRecord }) => {
      const file = inspections.length > 1 ? `${basename(version.path)}: ` : '';
      return differingNames(firstRecord, expected).map((difference) => `${file}${difference}`);
    });
  if (differences.length === 0) return undefined;
  const more = differences.length - mostDifferences;
  return [
    ...differences.slice(0, mostDifferences),
    ...(more > 0 ? [t('{0} more', more)] : []),
  ].join('; ');
}

/** Whether the first line of a file is taken for a header. @param chosen undefined if nobody chose */
function isHeaderIn(
  { headerCertainty, headerDetected }: Inspection,
  chosen: boolean | undefined,
): boolean {
  return headerCertainty === 'fixed' || (chosen ?? headerDetected);
}

/** Whether the file only makes it likely whether its first line is a header, and nobody has chosen. */
export function isHeaderGuessed(plan: UploadPlan): boolean {
  return isUndecided(plan, 'likely');
}

/** Whether nothing speaks for or against a header, and nobody has chosen. */
export function isHeaderOpen(plan: UploadPlan): boolean {
  return isUndecided(plan, 'open');
}

function isUndecided(
  { hasHeader, inspections }: UploadPlan,
  certainty: Inspection['headerCertainty'],
): boolean {
  return (
    hasHeader === undefined &&
    inspections.some(({ headerCertainty }) => headerCertainty === certainty)
  );
}

function differingNames(names: readonly string[], expected: readonly string[]): string[] {
  return names.flatMap((name, index) => {
    const wanted = expected[index];
    return wanted === undefined || isSameName(name, wanted)
      ? []
      : [t('{0} is “{1}” instead of “{2}”', index + 1, name, wanted)];
  });
}

function isSameName(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}

function presentRows({ rowCount }: Stream): string {
  if (rowCount === undefined) return t('all present rows');
  return plural(rowCount, 'the {0} present row', 'the {0} present rows');
}

function rowsText(plan: UploadPlan): string {
  if (isHeaderOpen(plan)) return '';
  let rows = 0;
  let isExact = true;
  for (const inspection of plan.inspections) {
    const { rows: counted } = inspection;
    if (!counted) return '';
    const hasHeader = isHeaderIn(inspection, plan.hasHeader);
    rows += counted.count - (hasHeader ? 1 : 0);
    isExact &&= counted.isExact;
  }
  return isExact ? formatRows(rows) : t('about {0}', formatRows(rounded(rows)));
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
