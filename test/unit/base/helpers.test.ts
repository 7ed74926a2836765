import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/base/disposable';
import { SingleFlight } from '../../../src/base/singleFlight';
import { failureOf } from '../../support/collect';

describe('SingleFlight', () => {
  it('shares a running task by its key, and runs it anew when it has ended', async () => {
    const flights = new SingleFlight<number>();
    let runs = 0;
    const task = async (): Promise<number> => {
      await new Promise(setImmediate);
      return (runs += 1);
    };
    const answers = await Promise.all(['a', 'a', 'b'].map((key) => flights.run(key, task)));
    assert.deepEqual(answers, [1, 1, 2]);
    assert.equal(await flights.run('a', task), 3);
  });

  it('shares a failure too, and forgets it', async () => {
    const flights = new SingleFlight<string>();
    const fail = (): Promise<string> => Promise.reject(new Error('no'));
    const both = [flights.run('a', fail), flights.run('a', fail)];
    for (const each of both) assert.equal((await failureOf(each)).message, 'no');
    assert.equal(await flights.run('a', () => Promise.resolve('yes')), 'yes');
  });
});

describe('DisposableStore', () => {
  it('disposes the last first, once, and what comes late at once', () => {
    const order: string[] = [];
    const item = (name: string): { dispose: () => unknown } => ({
      dispose: () => order.push(name),
    });
    const store = new DisposableStore();
    const first = item('first');
    assert.equal(store.add(first), first);
    store.add(item('second'));
    store.dispose();
    store.dispose();
    assert.deepEqual(order, ['second', 'first']);
    store.add(item('late'));
    assert.deepEqual(order, ['second', 'first', 'late']);
  });
});
