// Runs one tier in plain Node. Usage: node out/tools/test/mochaTier.js <folder> [seconds per test]
import { setTimeout as delay } from 'node:timers/promises';
import { runMocha } from './mochaRun';
import { runMain } from '../common/processes';

const secondsToLetGo = 10;

async function main(): Promise<number> {
  const [folder = '', seconds] = process.argv.slice(2);
  const { failed } = await runMocha(folder, seconds ? Number(seconds) : undefined);
  await warnOfLeaks();
  return failed > 0 ? 1 : 0;
}

/** Something left open would keep a process alive; it is named here, as the exit hides it. */
async function warnOfLeaks(): Promise<void> {
  const harmless = new Set(['TTYWrap', 'PipeWrap', 'FSReqCallback']);
  for (let tenth = 0; tenth < secondsToLetGo * 10; tenth++) {
    // The sleep itself counts as a timer unless it is unreferenced, and then nothing keeps us here.
    const open = process.getActiveResourcesInfo().filter((resource) => !harmless.has(resource));
    if (open.length === 0) return;
    if (tenth === secondsToLetGo * 10 - 1) console.error(`Left open: ${open.join(', ')}.`);
    await delay(100);
  }
}

runMain(main);
