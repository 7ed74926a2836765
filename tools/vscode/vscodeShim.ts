// Stands in for the desktop VS Code: takes its command-line flags, runs the extension's tests in
// the server build and a headless browser, and exits with the tests' code.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from './browser';
import { runPage } from './testPage';
import { cacheDirectory } from '../common/paths';
import { runMain } from '../common/processes';
import { startHost } from './server';
import { tail } from './serverProcess';
import { variables } from '../common/variables';
import { parseVersion } from './vscodeBuilds';

const timeoutMinutes = 15;

async function main(): Promise<number> {
  const { workspace, extensionDevelopmentPath, extensionTestsPath, settings } = readFlags();
  const [own, other] = extensionDevelopmentPath;
  if (own === undefined) throw new Error('The flag --extensionDevelopmentPath is missing.');
  const version = parseVersion(process.env[variables.version]);
  const browser = await launchBrowser();
  const host = await startHost({
    version,
    workspace,
    extensionDevelopmentPath: own,
    // A page takes no more than one in development.
    linkedExtensions: other === undefined ? [] : [other],
    extensionTestsPath,
    settings,
  });
  const lines: string[] = [];
  const end = await runPage(browser, host, lines, timeoutMinutes * 60_000);
  await browser.close();
  await host.close();
  const log = `${host.log()}\n${lines.join('\n')}\n`;
  if (end.code !== 0) reportFailure(end.reason, writeLog(version, log), log);
  return end.code;
}

/** What `runTests` passes; the server has directories of its own for the rest. */
function readFlags(): {
  workspace: string;
  extensionDevelopmentPath: string[];
  extensionTestsPath: string;
  settings: Record<string, unknown>;
} {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: { extensionDevelopmentPath: { type: 'string', multiple: true } },
  });
  const text = (name: string): string => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`The flag --${name} is missing.`);
    return value;
  };
  return {
    workspace: positionals[0] ?? process.cwd(),
    extensionDevelopmentPath: [values.extensionDevelopmentPath ?? []].flat().map(String),
    extensionTestsPath: text('extensionTestsPath'),
    settings: readSettings(join(text('user-data-dir'), 'User', 'settings.json')),
  };
}

function readSettings(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

function writeLog(version: string, log: string): string {
  const folder = join(cacheDirectory, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `vscode-tests-${version}.log`);
  writeFileSync(file, log);
  return file;
}

function reportFailure(reason: string | undefined, file: string, log: string): void {
  // After a failed test its own report is on the screen; the log only buries it.
  if (reason) console.error(`${tail(log)}\n\n${reason}`);
  console.error(`VS Code's whole log: ${file}`);
}

runMain(main);
