import assert from 'node:assert/strict';
import { Throttle } from '../../../src/base/throttle';
import { sleep } from '../../../src/base/abort';

const intervalMilliseconds = 20;

describe('A throttle', () => {
  it('runs at once, and once more after the requests that came meanwhile', async () => {
    let runs = 0;
    const throttle = new Throttle(() => (runs += 1), intervalMilliseconds);
    for (let request = 0; request < 5; request += 1) throttle.request();
    assert.equal(runs, 1);
    await sleep(3 * intervalMilliseconds);
    assert.equal(runs, 2);
    await sleep(3 * intervalMilliseconds);
    assert.equal(runs, 2);
    throttle.dispose();
  });

  it('drops what waits when it is disposed', async () => {
    let runs = 0;
    const throttle = new Throttle(() => (runs += 1), intervalMilliseconds);
    throttle.request();
    throttle.request();
    throttle.dispose();
    await sleep(3 * intervalMilliseconds);
    assert.equal(runs, 1);
  });
});
