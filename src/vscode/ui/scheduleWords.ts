import { toString as cronToWords } from 'cronstrue';

/** A Quartz cron expression in words; undefined where it can't be put into words. */
export function cronInWords(cron: string): string | undefined {
  try {
    // Quartz counts the days of the week from Sunday as 1.
    return cronToWords(cron, { verbose: false, dayOfWeekStartIndexZero: false });
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
  return scheduleState && scheduleState !== 'ACTIVE' ? `${words} (${scheduleState})` : words;
}

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
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
    return count === undefined ? [] : [`${count} ${unit}${count === '1' ? '' : 's'}`];
  });
  if (parts.length === 0) return undefined;
  const limit = times === '' ? '' : `, ${times} times`;
  return `Every ${parts.join(' ')} from ${start.replace('T', ' ').replace('Z', ' UTC')}${limit}`;
}
