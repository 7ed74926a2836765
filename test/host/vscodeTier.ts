// Runs the tests of out/test/vscode in a real VS Code. Usage: node out/test/host/vscodeTier.js
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { writeSampleWorkspace } from '../../src/sandbox/sampleWorkspace';
import { desktopChoice, findDesktop } from './desktop';
import { followFile } from './followFile';
import { repositoryRoot, temporaryDirectory } from './paths';
import { runMain } from './processes';
import { writeUserSettings } from './userSettings';
import { variables } from './variables';
import { parseVersion } from './vscodeBuilds';

async function main(): Promise<number> {
  const version = parseVersion(process.env[variables.version]);
  const folder = temporaryDirectory('tests').path;
  const userData = join(folder, 'user-data');
  writeUserSettings(userData, {});
  const workspace = join(folder, 'workspace');
  await writeSampleWorkspace(workspace);
  const desktop = await findDesktop(
    version,
    desktopChoice(process.argv.includes('--desktop'), 'auto'),
  );
  console.log(`VS Code ${version}, ${desktop ? 'desktop' : 'server build in a headless browser'}`);
  const output = followFile(join(folder, 'report.txt'), process.stdout);
  try {
    return await runTests({
      vscodeExecutablePath: desktop ?? writeShim(folder),
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: join(__dirname, '..', 'vscode', 'index.js'),
      launchArgs: [
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
      ],
      extensionTestsEnv: { [variables.outputFile]: output.path, ...reportColours() },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    output.stop();
  }
}

/** The executable that `runTests` starts in place of the desktop VS Code. */
function writeShim(folder: string): string {
  const script = join(__dirname, 'vscodeShim.js');
  const windows = process.platform === 'win32';
  const file = join(folder, windows ? 'vscode.cmd' : 'vscode');
  writeFileSync(
    file,
    windows
      ? `@"${process.execPath}" "${script}" %*\r\n`
      : `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

/** In an extension host stdout is no terminal, so mocha has to be told. */
function reportColours(): Record<string, string> {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? { MOCHA_COLORS: '1' } : {};
}

runMain(main);
