import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Row } from './report';

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
