import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot, temporaryDirectory } from '../common/paths';

const runFile = promisify(execFile);
const quiet = ['--ignore-scripts', '--no-fund', '--loglevel=silent'];

/** What `npm audit --json` prints: the outcome, or why there is none. */
interface AuditReport {
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

/**
 * Asks the registry whether something is known against the packages that are bundled. The manifest names
 * them all as development dependencies, so that an audit of it would look at none.
 * @returns what is wrong, a line for each
 */
export async function auditBundled(): Promise<string[]> {
  const dependencies = bundledPackages();
  if (Object.keys(dependencies).length === 0) return ['dist/notices.txt names no packages.'];
  const folder = temporaryDirectory('audit');
  const manifest = { name: 'bundled', version: '1.0.0', dependencies };
  writeFileSync(join(folder.path, 'package.json'), JSON.stringify(manifest));
  await npm(folder.path, ['install', '--package-lock-only', '--no-audit', ...quiet]);
  const output = await npm(folder.path, ['audit', '--omit=dev', '--json']);
  folder.remove();
  const report = JSON.parse(output) as AuditReport;
  if (!report.vulnerabilities) {
    const reason = report.message ?? output.slice(0, 200);
    return [`The registry has no audit: ${reason}. Add -- --without-audit to package without one.`];
  }
  return Object.entries(report.vulnerabilities).map(
    ([name, { severity }]) => `Known to be vulnerable (${severity}): ${name}`,
  );
}

/** The packages in the notices, with their versions. */
function bundledPackages(): Record<string, string> {
  const notices = readFileSync(join(repositoryRoot, 'dist', 'notices.txt'), 'utf8');
  const titles = notices.matchAll(/^(@?[a-z][\w./-]*) (\d+\.\d+\.\d+\S*)\n\n/gm);
  return Object.fromEntries(Array.from(titles, ([, name = '', version = '']) => [name, version]));
}

/** The audit's exit code tells what its output says as well. */
async function npm(cwd: string, args: readonly string[]): Promise<string> {
  const shell = process.platform === 'win32';
  const failed = (error: unknown): { stdout: string } => {
    const isTold = error instanceof Error && 'stdout' in error;
    if (isTold && typeof error.stdout === 'string' && error.stdout) return { stdout: error.stdout };
    throw error;
  };
  return (await runFile('npm', args, { cwd, shell }).catch(failed)).stdout;
}
