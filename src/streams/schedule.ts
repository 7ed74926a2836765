import { languageId, plural, t } from '../base/l10n';

/** No schedule that a person has set is longer. */
const longestSchedule = 200;

/** A Quartz cron expression in words; undefined if it can't be put into words. */
export async function cronInWords(cron: string): Promise<string | undefined> {
  if (cron.length > longestSchedule) return undefined;
  const { wordsOfCron } = await import('./cron');
  return wordsOfCron(cron, languageId().startsWith('ja'));
}

/** When a stream runs, in words; an expression that has none is shown as it is. */
export async function scheduleInWords(schedule: {
  readonly cron: string | undefined;
  readonly scheduleState: string | undefined;
}): Promise<string | undefined> {
  const { cron, scheduleState } = schedule;
  if (!cron) return scheduleState;
  const words = await cronInWords(cron);
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
  if (text.length > longestSchedule) return undefined;
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
