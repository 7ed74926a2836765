import { toString as cronToWords } from 'cronstrue';
import 'cronstrue/locales/ja';

/** A Quartz cron expression in words, English or Japanese; undefined where it can't be put into words. */
export function wordsOfCron(cron: string, isJapanese: boolean): string | undefined {
  try {
    // Quartz counts the days of the week from Sunday as 1.
    const options = { verbose: false, dayOfWeekStartIndexZero: false };
    if (!isJapanese) return cronToWords(cron, options);
    const words = cronToWords(cron, { ...options, locale: 'ja', use24HourTimeFormat: true });
    // The library's word for “at”, which nobody would say.
    return words.replace(/^次において実施\s*/, '');
  } catch {
    return undefined;
  }
}
