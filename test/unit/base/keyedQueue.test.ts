import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { KeyedQueue } from '../../../src/base/keyedQueue';

describe('KeyedQueue', () => {
  it('runs the tasks of one key one after the other, and those of another beside them', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    const task = (name: string, milliseconds: number) => async (): Promise<string> => {
      log.push(`${name} begins`);
      await wait(milliseconds);
      log.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([
      queue.run('a', task('a1', 20)),
      queue.run('a', task('a2', 1)),
      queue.run('b', task('b1', 5)),
    ]);
    assert.deepEqual(results, ['a1', 'a2', 'b1']);
    assert.deepEqual(log, ['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
  });

  it('goes on after a failure, which whoever asked is told', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('a', () => Promise.reject(new Error('No.')));
    const next = queue.run('a', () => Promise.resolve('done'));
    await assert.rejects(failing, /No\./);
    assert.equal(await next, 'done');
  });
});
