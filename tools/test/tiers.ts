import { join } from 'node:path';
import { repositoryRoot } from '../common/paths';

/** One step of `npm test`. */
export interface Tier {
  readonly name: string;
  readonly title: string;
  /** Each is a script for Node with its arguments; all of them run. */
  readonly commands: readonly (readonly string[])[];
  /** Whether it reports counts; the others count as one, passed or failed. */
  readonly counted: boolean;
  readonly timeoutMinutes: number;
}

// A first run may install an editor and a browser over a slow line.
const minutesWithInstalls = 40;
const uiSecondsPerTest = 60;

/** The steps in the order in which they run: the quick answers come first. */
export function tiers(): readonly Tier[] {
  const mochaTier = join(__dirname, 'mochaTier.js');
  const tests = (folder: string): string => join(repositoryRoot, 'out', 'test', folder);
  return [
    checks('types', 'Types', [
      [tool('typescript/bin/tsc'), '--noEmit'],
      [tool('typescript/bin/tsc'), '--noEmit', '-p', 'src/webview'],
    ]),
    checks('lint', 'Lint', [
      [tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
      [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
      [join(repositoryRoot, 'out', 'tools', 'texts', 'main.js')],
    ]),
    counted('unit', 'Unit tests', [mochaTier, tests('unit')], 10),
    counted('server', 'Server tests', [mochaTier, tests('server')], 10),
    counted(
      'vscode',
      'Tests in VS Code',
      [join(__dirname, 'vscodeTier.js'), ...passedOn()],
      minutesWithInstalls,
    ),
    counted(
      'ui',
      'Tests as a user',
      [mochaTier, tests('ui'), String(uiSecondsPerTest)],
      minutesWithInstalls,
    ),
  ];
}

function checks(name: string, title: string, commands: Tier['commands']): Tier {
  return { name, title, commands, counted: false, timeoutMinutes: 10 };
}

function counted(
  name: string,
  title: string,
  command: readonly string[],
  timeoutMinutes: number,
): Tier {
  return { name, title, commands: [command], counted: true, timeoutMinutes };
}

function tool(path: string): string {
  return join(repositoryRoot, 'node_modules', path);
}

function passedOn(): string[] {
  return process.argv.includes('--desktop') ? ['--desktop'] : [];
}
