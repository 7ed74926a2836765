import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts } from './mochaRun';
import { repositoryRoot, temporaryDirectory } from '../common/paths';
import { ProcessGroup } from '../common/processes';
import type { Tier } from './tiers';
import { variables } from '../common/variables';

/** What a step came to; `reason` where its own output does not tell why it failed. */
export interface TierResult extends Counts {
  readonly reason?: string;
}

const none: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs one step, its output live on the console. */
export async function runTier(tier: Tier): Promise<TierResult> {
  const folder = temporaryDirectory('counts');
  const countsFile = join(folder.path, 'counts.json');
  const problems: string[] = [];
  for (const command of tier.commands) {
    const problem = await runCommand(command, tier.timeoutMinutes, countsFile);
    if (problem) problems.push(problem);
  }
  const counts = readCounts(countsFile);
  folder.remove();
  return tier.counted ? judge(counts, problems[0]) : judgeCheck(problems);
}

async function runCommand(
  command: readonly string[],
  timeoutMinutes: number,
  countsFile: string,
): Promise<string | undefined> {
  const group = new ProcessGroup(process.execPath, command, {
    cwd: repositoryRoot,
    env: { ...plainOutput(), [variables.countsFile]: countsFile },
    stdio: ['ignore', 'inherit', 'inherit'],
    lastSignal: 'SIGTERM',
  });
  const patience = AbortSignal.timeout(timeoutMinutes * 60_000);
  const onLate = (): void => void group.stop();
  patience.addEventListener('abort', onLate);
  const { code, error } = await group.ended;
  patience.removeEventListener('abort', onLate);
  if (patience.aborted) return `It did not end within ${timeoutMinutes} minutes.`;
  if (error) return error.message;
  return code === 0 ? undefined : `It ended with code ${code}.`;
}

/** Colours are for terminals only, whatever the environment asks for. */
function plainOutput(): NodeJS.ProcessEnv {
  if (process.stdout.isTTY) return process.env;
  return { ...process.env, FORCE_COLOR: undefined, MOCHA_COLORS: undefined, NO_COLOR: '1' };
}

function readCounts(file: string): Counts | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : undefined;
}

/** A tier that crashed, hung or tested nothing has failed, whatever it had counted until then. */
function judge(counts: Counts | undefined, problem: string | undefined): TierResult {
  if (!counts) return { ...none, failed: 1, reason: problem ?? 'It reported no counts.' };
  if (problem && counts.failed === 0) return { ...counts, failed: 1, reason: problem };
  if (counts.passed + counts.failed > 0) return counts;
  // With a pattern, most tiers have nothing to run.
  if (process.env['MOCHA_GREP']) return { ...counts, reason: 'No test matches MOCHA_GREP.' };
  return { ...counts, failed: 1, reason: 'No test ran.' };
}

function judgeCheck(problems: readonly string[]): TierResult {
  return problems.length > 0 ? { ...none, failed: 1 } : { ...none, passed: 1 };
}
