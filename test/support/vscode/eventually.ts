import { setTimeout as wait } from 'node:timers/promises';

/** Looks again and again until it is so; fails with what was waited for. */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  patienceMilliseconds = 10_000,
): Promise<void> {
  const deadline = Date.now() + patienceMilliseconds;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await wait(20);
  }
}
