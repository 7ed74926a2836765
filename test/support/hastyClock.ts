import { sleep } from '../../src/base/abort';
import type { Clock } from '../../src/base/clock';

const haste = 50;

/** A clock that runs fifty times as fast, for waits against a real server. */
export function hastyClock(): Clock {
  const start = performance.now();
  return {
    now: () => (performance.now() - start) * haste,
    sleep: (milliseconds, signal) => sleep(milliseconds / haste, signal),
  };
}
