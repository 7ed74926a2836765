import { basename } from 'node:path';
import { formatBytes, formatDuration, formatQuantity } from '../ui/format';
import { describeRecipe } from '../../upload/convert/recipe';
import { originalPath } from '../../upload/job';
import type { ProgressSnapshot } from '../../upload/progress';
import type { UploadEntry } from './uploadEntry';

/** How far a running upload is, in one line: `37 % · 3 of 8 parts · 12 MB/s · 40 s left`. */
export function progressText({ progress, rate, state }: UploadEntry): string {
  if (state === 'queued') return 'waiting for its turn';
  if (!progress) return 'starting';
  switch (progress.phase) {
    case 'preparing':
      return preparingText(progress);
    case 'committing':
      return 'committing';
    case 'waiting':
      return 'waiting for Domo to finish';
    case 'sending': {
      const leftBytes = progress.totalBytes - progress.sentBytes;
      const left = rate && leftBytes > 0 ? `${formatDuration((leftBytes / rate) * 1000)} left` : '';
      const parts = `${progress.acceptedParts} of ${formatQuantity(progress.totalParts, 'part')}`;
      const speed = rate ? `${formatBytes(rate)}/s` : '';
      return [`${percentOf(progress)} %`, parts, speed, left].filter(Boolean).join(' · ');
    }
  }
}

function preparingText({ convertedShare }: ProgressSnapshot): string {
  return convertedShare === undefined
    ? 'preparing'
    : `converting · ${Math.floor(convertedShare * 100)} %`;
}

/** How many parts the server has: `37 of 120 parts`. The number of all is estimated until the file is cut. */
export function partsText({ job }: UploadEntry): string {
  const { accepted, cuts, isCut, firstOffset, source, options } = job;
  const restBytes = source.size - (cuts.at(-1)?.end ?? firstOffset);
  const rest = isCut ? 0 : Math.ceil(restBytes / options.partSizeBytes);
  return `${accepted.length} of ${formatQuantity(cuts.length + rest, 'part')}`;
}

/** Share of the bytes that are sent; the rest of the way counts as sent. */
export function percentOf({
  sentBytes,
  totalBytes,
}: {
  sentBytes: number;
  totalBytes: number;
}): number {
  return totalBytes === 0 ? 0 : Math.min(100, Math.floor((sentBytes / totalBytes) * 100));
}

/** What came of an upload, in one line. */
export function resultText({ result }: UploadEntry): string {
  if (!result) return '';
  const { rowsSent, rowsInserted, bytesSent, milliseconds, parts, retries, strayQuotes } = result;
  const facts = [
    `${formatQuantity(rowsSent, 'row')} sent`,
    rowsInserted === undefined
      ? 'Domo gives no count'
      : `${formatQuantity(rowsInserted, 'row')} in Domo`,
    formatBytes(bytesSent),
    formatQuantity(parts, 'part'),
    formatDuration(milliseconds),
    retries > 0 ? `${formatQuantity(retries, 'part')} sent again` : '',
    strayQuotes > 0
      ? `${formatQuantity(strayQuotes, 'quote')} inside of fields left as they are`
      : '',
  ];
  return facts.filter(Boolean).join(' · ');
}

/** What there is to know of an upload beside its line, one fact a line. */
export function detailLines(entry: UploadEntry): string[] {
  const { job, streamName, streamId, choices, progress, serverNote } = entry;
  const { conversion, execution, options } = job;
  const facts = [
    originalPath(job),
    `${streamName} (stream ${streamId})`,
    execution ? `Execution ${execution.executionId}` : '',
    `${choices.updateMethod ?? 'The stream’s own update method'} · first line ${choices.hasHeader ? 'left out' : 'uploaded'}`,
    conversion ? `Converted from ${describeRecipe(conversion.recipe)}` : '',
    progress ? bytesText(progress) : '',
    `Parts of ${formatBytes(options.partSizeBytes)}`,
    progress?.retries ? `${formatQuantity(progress.retries, 'part')} sent again` : '',
    serverNote ?? '',
  ];
  return facts.filter(Boolean);
}

function bytesText({ acceptedBytes, totalBytes, acceptedRecords }: ProgressSnapshot): string {
  const bytes = `${formatBytes(acceptedBytes)} of ${formatBytes(totalBytes)} in Domo`;
  return `${bytes} · ${formatQuantity(acceptedRecords, 'row')}`;
}

export function fileName({ job }: UploadEntry): string {
  return basename(originalPath(job));
}
