import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { writeSampleWorkspace } from '../../src/sandbox/sampleWorkspace';
import { desktopChoice, findDesktop } from './desktop';
import { followFile } from './followFile';
import { repositoryRoot, temporaryDirectory } from '../common/paths';
import { writeUserSettings } from './userSettings';
import { variables } from '../common/variables';
import { parseVersion } from './vscodeBuilds';

export interface RunOptions {
  /** Reaches the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  /** User settings, over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The folder of the extension; by default the project's. */
  readonly extension?: string;
  /** The folder of another extension next to this one. */
  readonly otherExtension?: string;
}

/**
 * Runs a script with a `run` function in the extension host of a real VS Code, with the extension and the
 * sample workspace. What it appends to the file named by `variables.outputFile` goes to `output`.
 * @returns the exit code: 0 where `run` resolved
 */
export async function runInVscode(
  script: string,
  output: NodeJS.WritableStream,
  { environment, settings = {}, extension = repositoryRoot, otherExtension }: RunOptions = {},
): Promise<number> {
  const version = parseVersion(process.env[variables.version]);
  const folder = temporaryDirectory('tests').path;
  const userData = join(folder, 'user-data');
  writeUserSettings(userData, settings);
  const workspace = join(folder, 'workspace');
  await writeSampleWorkspace(workspace);
  const desktop = await findDesktop(
    version,
    desktopChoice(process.argv.includes('--desktop'), 'auto'),
  );
  console.error(
    `VS Code ${version}, ${desktop ? 'desktop' : 'server build in a headless browser'}`,
  );
  const report = followFile(join(folder, 'report.txt'), output);
  try {
    return await runTests({
      vscodeExecutablePath: desktop ?? writeShim(folder),
      extensionDevelopmentPath: [extension, otherExtension ?? []].flat(),
      extensionTestsPath: script,
      launchArgs: [
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
      ],
      extensionTestsEnv: { ...environment, [variables.outputFile]: report.path },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    report.stop();
  }
}

/** The executable that `runTests` starts in place of the desktop VS Code. */
function writeShim(folder: string): string {
  const script = join(repositoryRoot, 'out', 'tools', 'vscode', 'vscodeShim.js');
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
