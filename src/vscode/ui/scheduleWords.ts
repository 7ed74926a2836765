import { toString as cronToWords } from 'cronstrue';
import 'cronstrue/locales/ja';
import { languageId, plural, t } from './l10n';

/** A Quartz cron expression in words; undefined where it can't be put into words. */
export function cronInWords(cron: string): string | undefined {
  try {
    // Quartz counts the days of the week from Sunday as 1.
    const options = { verbose: false, dayOfWeekStartIndexZero: false };
    if (!languageId().startsWith('ja')) return cronToWords(cron, options);
    const words = cronToWords(cron, { ...options, locale: 'ja', use24HourTimeFormat: true });
    // The library's word for “at”, which nobody would say.
    return words.replace(/^次において実施\s*/, '');
  } catch {
    return undefined;
  }
}

/** When a stream runs, in words; an expression that has none is shown as it is. */
export function scheduleInWords(schedule: {
  readonly cron: string | undefined;
  readonly scheduleState: string | undefined;
}): string | undefined {
  const { cron, scheduleState } = schedule;
  if (!cron) return scheduleState;
  const words = cronInWords(cron);
  if (words === undefined) return cron;
  return scheduleState && scheduleState !== 'ACTIVE' ? t('{0} ({1})', words, scheduleState) : words;
}

/** In the order in which they stand in a period. */
const units: readonly ((count: number) => string)[] = [
  (count) => plural(count, '{0} year', '{0} years'),
  (count) => plural(count, '{0} month', '{0} months'),
  (count) => plural(count, '{0} week', '{0} weeks'),
  (count) => plural(count, '{0} day', '{0} days'),
  (count) => plural(count, '{0} hour', '{0} hours'),
  (count) => plural(count, '{0} minute', '{0} minutes'),
  (count) => plural(count, '{0} second', '{0} seconds'),
];
const repeat = /^R(\d*)\/([^/]+)\/P(?=.)(.*)$/;
const period =
  /^(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** A repetition of ISO 8601, such as `R/2015-03-01T13:00:00Z/P1D`, in words. */
export function repetitionInWords(text: string): string | undefined {
  const [, times = '', start = '', length = ''] = repeat.exec(text) ?? [];
  const counts = period.exec(length);
  if (!counts || Number.isNaN(Date.parse(start))) return undefined;
  const parts = units.flatMap((unit, index) => {
    const count = counts[index + 1];
    return count === undefined ? [] : [unit(Number(count))];
  });
  if (parts.length === 0) return undefined;
  const from = start.replace('T', ' ').replace('Z', ' UTC');
  return times === ''
    ? t('Every {0} from {1}', parts.join(' '), from)
    : t('Every {0} from {1}, {2} times', parts.join(' '), from, times);
}
