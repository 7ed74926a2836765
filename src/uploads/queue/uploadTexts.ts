import { basename } from 'node:path';
import { text, type Text } from '../../base/text';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatParts,
  formatRows,
} from '../../base/format';
import { describeRecipe } from '../formats/recipe';
import { originalPath } from '../upload';
import type { ProgressSnapshot } from '../send/progress';
import { messageOf } from '../../base/errorTexts';
import { plural, t, translated } from '../../base/l10n';
import type { UploadEntry, UploadState } from './uploadEntry';

/** How an upload stands, in a word. */
export function stateText(state: UploadState): Text {
  switch (state) {
    case 'queued':
      return text('queued');
    case 'running':
      return text('running');
    case 'paused':
      return text('paused');
    case 'failed':
      return text('failed');
    case 'cancelled':
      return text('cancelled');
    case 'done':
      return text('done');
  }
}

/** How far a running upload is, in one line: `37 % · 3 of 8 parts · 12 MB/s · 40 s left`. */
export function progressText({ progress, rate, state }: UploadEntry): string {
  if (state === 'queued') return t('waiting for its turn');
  if (!progress) return t('starting');
  switch (progress.phase) {
    case 'preparing':
      return preparingText(progress);
    case 'committing':
      return t('committing');
    case 'waiting':
      return t('waiting for Domo to finish');
    case 'sending': {
      const leftBytes = progress.totalBytes - progress.sentBytes;
      const left =
        rate && leftBytes > 0 ? t('{0} left', formatDuration((leftBytes / rate) * 1000)) : '';
      const parts = partsOf(progress.acceptedParts, progress.totalParts);
      const speed = rate ? `${formatBytes(rate)}/s` : '';
      return [`${percentOf(progress)} %`, parts, speed, left].filter(Boolean).join(' · ');
    }
  }
}

function preparingText({ convertedShare }: ProgressSnapshot): string {
  return convertedShare === undefined
    ? t('preparing')
    : t('converting · {0} %', Math.floor(convertedShare * 100));
}

/** How many parts the server has: `37 of 120 parts`. The number of all is estimated until the file is cut. */
export function partsText({ upload }: UploadEntry): string {
  const { accepted, cuts, isCut, firstOffset, source, options } = upload;
  const restBytes = source.size - (cuts.at(-1)?.end ?? firstOffset);
  const rest = isCut ? 0 : Math.ceil(restBytes / options.partSizeBytes);
  return partsOf(accepted.length, cuts.length + rest);
}

function partsOf(count: number, total: number): string {
  return t('{0} of {1}', formatCount(count), formatParts(total));
}

/** How much is done. Bytes that were sent but not confirmed count half, so that all parts have to arrive. */
export function percentOf({
  acceptedBytes,
  sentBytes,
  totalBytes,
}: Pick<ProgressSnapshot, 'acceptedBytes' | 'sentBytes' | 'totalBytes'>): number {
  if (totalBytes === 0) return 0;
  return Math.min(100, Math.floor(((acceptedBytes + sentBytes) / 2 / totalBytes) * 100));
}

/** Why an upload failed, without the name of its file, which its row shows already. */
export function failureText(entry: UploadEntry): string {
  const message = messageOf(entry.error);
  const name = fileName(entry);
  // Other languages may put a particle behind the name.
  const [, reason] = message.startsWith(name)
    ? (/^(?:: | (?=[A-Za-z]))(.*)$/s.exec(message.slice(name.length)) ?? [])
    : [];
  return reason === undefined ? message : reason.replace(/^./u, (first) => first.toUpperCase());
}

/** What came of an upload, in one line. */
export function resultText({ result }: UploadEntry): string {
  if (!result) return '';
  const { rowsSent, rowsInserted, bytesSent, milliseconds, parts, retries, strayQuotes } = result;
  const facts = [
    t('{0} sent', formatRows(rowsSent)),
    rowsInserted === undefined
      ? t('Domo gives no count')
      : t('{0} in Domo', formatRows(rowsInserted)),
    formatBytes(bytesSent),
    formatParts(parts),
    formatDuration(milliseconds),
    retries > 0 ? t('{0} sent again', formatParts(retries)) : '',
    strayQuotes > 0
      ? plural(
          strayQuotes,
          '{0} quote inside of a field left as it is',
          '{0} quotes inside of fields left as they are',
        )
      : '',
  ];
  return facts.filter(Boolean).join(' · ');
}

/** What there is to know of an upload beside its line, one fact a line. */
export function detailLines(entry: UploadEntry): string[] {
  const { upload, streamName, streamId, choices, progress, serverNote } = entry;
  const { conversion, execution, options } = upload;
  const facts = [
    originalPath(upload),
    t('{0} (stream {1})', streamName, streamId),
    execution ? t('Execution {0}', execution.executionId) : '',
    choices.updateMethod ?? t('The stream’s own update method'),
    choices.hasHeader ? t('First line left out') : t('First line uploaded'),
    conversion ? t('Converted from {0}', describeRecipe(conversion.recipe)) : '',
    progress ? bytesText(progress) : '',
    t('Parts of {0}', formatBytes(options.partSizeBytes)),
    progress?.retries ? t('{0} sent again', formatParts(progress.retries)) : '',
    serverNote ? translated(serverNote) : '',
  ];
  return facts.filter(Boolean);
}

function bytesText({ acceptedBytes, totalBytes, acceptedRecords }: ProgressSnapshot): string {
  const bytes = t('{0} of {1} in Domo', formatBytes(acceptedBytes), formatBytes(totalBytes));
  return `${bytes} · ${formatRows(acceptedRecords)}`;
}

export function fileName({ upload }: UploadEntry): string {
  return basename(originalPath(upload));
}
