import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter';

/** Runs a task; the errors that it leaves unhandled are returned. */
async function unhandledIn(task: () => void): Promise<unknown[]> {
  const former = process.listeners('uncaughtException');
  const errors: unknown[] = [];
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => errors.push(error));
  try {
    task();
    await new Promise(setImmediate);
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const listener of former) process.on('uncaughtException', listener);
  }
  return errors;
}

describe('An event', () => {
  it('reaches the other listeners and its caller if a listener throws, and that is reported', async () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const error = new Error('odd');
    emitter.event(() => {
      throw error;
    });
    emitter.event((value) => heard.push(value));
    assert.deepEqual(await unhandledIn(() => emitter.fire(1)), [error]);
    assert.deepEqual(heard, [1]);
  });

  it('does not reach a listener that another one has just removed', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event(() => {
      heard.push('first');
      second.dispose();
    });
    const second = emitter.event(() => heard.push('second'));
    emitter.fire(1);
    assert.deepEqual(heard, ['first']);
  });

  it('reaches a function that is registered twice as often', () => {
    const emitter = new Emitter<number>();
    let count = 0;
    const listener = (): number => (count += 1);
    emitter.event(listener);
    emitter.event(listener).dispose();
    emitter.fire(1);
    assert.equal(count, 1);
  });
});
