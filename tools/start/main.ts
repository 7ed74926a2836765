// npm start: the sandbox and a real VS Code with the extension, ready to use.
// Usage: npm start -- [--desktop] [--version 1.100] [--port N]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSampleWorkspace } from '../../src/sandbox/sampleWorkspace';
import { desktopChoice, findDesktop, hasDisplay } from '../vscode/desktop';
import { startDesktop } from '../vscode/desktopProcess';
import { openInBrowser } from '../vscode/openInBrowser';
import { repositoryRoot, temporaryDirectory } from '../common/paths';
import { runMain } from '../common/processes';
import { sandboxSettings, startSandbox, type Sandbox } from './sandboxProcess';
import { startHost } from '../vscode/server';
import { parseVersion, type VscodeVersion } from '../vscode/vscodeBuilds';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      version: { type: 'string' },
      port: { type: 'string', default: '0' },
    },
  });
  const version = parseVersion(values.version);
  const sandbox = await startSandbox();
  const workspace = join(temporaryDirectory('start').path, 'sample-workspace');
  await writeSampleWorkspace(workspace);
  const desktop = await findDesktop(version, desktopChoice(values.desktop, 'never'));
  const running = desktop
    ? startDesktop(desktop, workspace, sandboxSettings, sandbox.env)
    : await startServer(version, workspace, sandbox, Number(values.port));
  printWelcome(version, running.address, sandbox, workspace);
  if (running.address) openInBrowser(running.address);
  await Promise.race([running.ended, sandbox.ended]);
  console.log('VS Code or the sandbox has ended.');
  return 0;
}

async function startServer(
  version: VscodeVersion,
  workspace: string,
  sandbox: Sandbox,
  port: number,
): Promise<{ address?: string; ended: Promise<unknown> }> {
  const host = await startHost({
    version,
    workspace,
    port,
    linkedExtensions: [repositoryRoot],
    settings: sandboxSettings,
    env: sandbox.env,
  });
  return { address: host.url, ended: host.ended };
}

function printWelcome(
  version: VscodeVersion,
  address: string | undefined,
  sandbox: Sandbox,
  workspace: string,
): void {
  const rows = [
    ['VS Code', address ?? 'in its own window'],
    ['version', version],
    ['workspace', workspace],
    ['sandbox', sandbox.url],
    ['token', sandbox.token],
  ] as const;
  console.log();
  for (const [name, value] of rows) console.log(`  ${name.padEnd(10)} ${value}`);
  const how = address && !hasDisplay() ? 'Open the address in a browser. ' : '';
  console.log(`\n${how}Domo Streams is in the activity bar. Ctrl+C ends everything.`);
}

runMain(main);
