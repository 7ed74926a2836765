import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from './report';

const restMilliseconds = 100;
const busyShare = 0.05;

/**
 * Waits until this process has nothing to do. After a start V8 goes on compiling in the background, which
 * would take a processor from what is measured.
 */
export async function untilAtRest(): Promise<void> {
  let share = 1;
  while (share > busyShare) {
    const before = process.cpuUsage();
    await delay(restMilliseconds);
    const { user, system } = process.cpuUsage(before);
    share = (user + system) / 1000 / restMilliseconds;
  }
}

/** Measures what this process takes, from its making to `stop`. */
export class ResourceMeter {
  readonly #delay = monitorEventLoopDelay({ resolution: 1 });
  readonly #cpu = process.cpuUsage();
  readonly #start = performance.now();

  constructor() {
    this.#delay.enable();
  }

  stop(): Row {
    const wallSeconds = (performance.now() - this.#start) / 1000;
    const { user, system } = process.cpuUsage(this.#cpu);
    this.#delay.disable();
    return {
      wallSeconds,
      cpuSeconds: (user + system) / 1e6,
      // In kilobytes, says Node.
      peakRssMebibytes: process.resourceUsage().maxRSS / 1024,
      eventLoopDelayP99Milliseconds: this.#delay.percentile(99) / 1e6,
    };
  }
}
