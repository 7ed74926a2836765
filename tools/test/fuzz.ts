// npm run fuzz [-- FACTOR]: the tests with random cases, with so many times more of them (50 by default),
// and uploads that are killed at random times. The cases are the same for the same factor.
import { join } from 'node:path';
import { runMocha } from './mochaRun';
import { repositoryRoot } from '../common/paths';
import { runMain } from '../common/processes';

const secondsPerTest = 4 * 3600;

async function main(): Promise<number> {
  process.env['DOMO_STREAMS_FUZZ'] = process.argv[2] ?? '50';
  const tests = join(repositoryRoot, 'out', 'test');
  const inMemory = await runMocha(join(tests, 'unit'), secondsPerTest);
  process.env['MOCHA_GREP'] = 'whose process is killed at any time';
  const killed = await runMocha(join(tests, 'server'), secondsPerTest);
  return inMemory.failed + killed.failed > 0 ? 1 : 0;
}

runMain(main);
