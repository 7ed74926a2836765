import { languageId, plural, t } from './l10n';

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people read them, in powers of 1000: `1.5 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${withDigits(value, digits)} ${byteUnits[unit] ?? 'B'}`;
}

function withDigits(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(languageId(), { ...options, useGrouping: false });
}

/** A whole number with separators: `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString(languageId());
}

/** `1 row`, `2 rows`. */
export function formatRows(count: number): string {
  return plural(count, '{0} row', '{0} rows');
}

/** `1 part`, `2 parts`. */
export function formatParts(count: number): string {
  return plural(count, '{0} part', '{0} parts');
}

/** `1 execution`, `2 executions`. */
export function formatExecutions(count: number): string {
  return plural(count, '{0} execution', '{0} executions');
}

/** A duration as people read it: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 9_950) return t('{0} s', withDigits(milliseconds / 1000, 1));
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return t('{0} s', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('{0} min {1} s', minutes, seconds % 60);
  return t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

/** How long ago an instant was: `just now`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function formatAge(instantMilliseconds: number, nowMilliseconds: number): string {
  const minutes = Math.floor((nowMilliseconds - instantMilliseconds) / 60_000);
  if (minutes < 1) return t('just now');
  if (minutes < 60) return t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('{0} h ago', hours);
  const days = Math.floor(hours / 24);
  return days < 60 ? t('{0} days ago', days) : t('{0} months ago', Math.floor(days / 30));
}

/** An instant in the person's own time, to the minute or to the second. */
export function formatInstant(
  instantMilliseconds: number,
  timeStyle: 'short' | 'medium' = 'short',
): string {
  const options = { dateStyle: 'medium', timeStyle } as const;
  return new Date(instantMilliseconds).toLocaleString(languageId(), options);
}
