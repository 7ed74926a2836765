import assert from 'node:assert/strict';
import { PollSchedule } from '../../../src/streams/pollSchedule';

describe('The schedule of looks at what runs', () => {
  const start = (): PollSchedule<string> => new PollSchedule(() => 1000, 4000);
  const one = new Set(['one']);

  it('waits before the first look, and longer before each further one, up to a bound', () => {
    const schedule = start();
    const looks: number[] = [];
    for (let now = 0; now <= 16_000; now += 250)
      if (schedule.takeDue(one, now).length > 0) looks.push(now);
    assert.deepEqual(looks, [1000, 2500, 4750, 8250, 12_250]);
  });

  it('begins anew with what went out of sight and came back', () => {
    const schedule = start();
    schedule.takeDue(one, 0);
    schedule.takeDue(new Set(), 500);
    assert.deepEqual(schedule.takeDue(one, 1000), []);
    assert.deepEqual(schedule.takeDue(one, 2000), ['one']);
  });

  it('waits anew after somebody else has looked', () => {
    const schedule = start();
    schedule.takeDue(one, 0);
    schedule.postpone('one', 900);
    assert.deepEqual(schedule.takeDue(one, 1000), []);
    assert.deepEqual(schedule.takeDue(one, 1900), ['one']);
  });

  it('is slower in a window that nobody works in', () => {
    const schedule = start();
    schedule.takeDue(one, 0, 4);
    assert.deepEqual(schedule.takeDue(one, 3900, 4), []);
    assert.deepEqual(schedule.takeDue(one, 4000, 4), ['one']);
  });
});
