import assert from 'node:assert/strict';
import { cronInWords, repetitionInWords, scheduleInWords } from '../../../src/streams/schedule';

describe('Schedules in words', () => {
  it('count the days of the week as Quartz does', async () => {
    assert.equal(
      await cronInWords('0 45 5 ? * 2#1 *'),
      'At 05:45 AM, on the first Monday of the month',
    );
    assert.equal(await cronInWords('0 29 2 * * ? *'), 'At 02:29 AM');
    assert.equal(await cronInWords('MANUAL'), undefined);
  });

  it('add the state, and show what has no words', async () => {
    const words = (cron?: string, scheduleState?: string): Promise<string | undefined> =>
      scheduleInWords({ cron, scheduleState });
    assert.equal(await words('0 29 2 * * ? *', 'ACTIVE'), 'At 02:29 AM');
    assert.equal(await words('0 29 2 * * ? *', 'MANUAL'), 'At 02:29 AM (MANUAL)');
    assert.equal(await words('every now and then'), 'every now and then');
    assert.equal(await words(undefined, 'MANUAL'), 'MANUAL');
  });

  for (const [text, expected] of [
    [
      'R/2015-03-01T13:00:00Z/P1Y2M10DT2H30M',
      'Every 1 year 2 months 10 days 2 hours 30 minutes from 2015-03-01 13:00:00 UTC',
    ],
    ['R5/2015-03-01T13:00:00Z/PT1M', 'Every 1 minute from 2015-03-01 13:00:00 UTC, 5 times'],
    ['R/2015-03-01T13:00:00Z/P', undefined],
    ['R/never/P1D', undefined],
    ['P1D', undefined],
  ] as const)
    it(`are ${expected ?? 'none'} for the repetition ${text}`, () => {
      assert.equal(repetitionInWords(text), expected);
    });
});
