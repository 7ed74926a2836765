// npm test: every check and test, or those that are named. Usage: npm test -- [tier …] [--desktop]
import { parseArgs } from 'node:util';
import { CommandError } from '../common/commandError';
import type { Counts } from './mochaRun';
import { runMain } from '../common/processes';
import { runTier, type TierResult } from './runTier';
import { tiers, type Tier } from './tiers';

async function main(): Promise<number> {
  const { positionals } = parseArgs({
    allowPositionals: true,
    options: { desktop: { type: 'boolean' } },
  });
  const results: [Tier, TierResult, number][] = [];
  for (const tier of chosen(positionals)) {
    console.log(`\n=== ${tier.title} ===`);
    const started = performance.now();
    const result = await runTier(tier);
    if (result.reason) console.log(result.reason);
    results.push([tier, result, (performance.now() - started) / 1000]);
  }
  console.log('\n=== Summary ===');
  for (const [tier, result, seconds] of results) console.log(summaryRow(tier, result, seconds));
  const total = sum(results.map(([, result]) => result));
  console.log(countsText(total));
  return total.failed > 0 ? 1 : 0;
}

function chosen(names: readonly string[]): readonly Tier[] {
  const all = tiers();
  const unknown = names.find((name) => !all.some((tier) => tier.name === name));
  if (unknown)
    throw new CommandError(`"${unknown}" is none of ${all.map(({ name }) => name).join(', ')}.`);
  return names.length > 0 ? all.filter((tier) => names.includes(tier.name)) : all;
}

function summaryRow({ title }: Tier, result: TierResult, seconds: number): string {
  const reason = result.reason ? ` (${result.reason})` : '';
  return `${title.padEnd(18)}${countsText(result)} in ${seconds.toFixed(1)} s${reason}`;
}

function countsText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function sum(counts: readonly Counts[]): Counts {
  const add = (pick: (one: Counts) => number): number =>
    counts.reduce((total, one) => total + pick(one), 0);
  return {
    passed: add(({ passed }) => passed),
    failed: add(({ failed }) => failed),
    skipped: add(({ skipped }) => skipped),
  };
}

runMain(main);
