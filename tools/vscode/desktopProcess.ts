import { join } from 'node:path';
import { repositoryRoot, temporaryDirectory } from '../common/paths';
import { ProcessGroup } from '../common/processes';
import { cleanEnvironment } from './serverProcess';
import { writeUserSettings } from './userSettings';

/** Opens the desktop VS Code with the extension under development and a profile of its own. */
export function startDesktop(
  executable: string,
  workspace: string,
  settings: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>>,
): { readonly address?: string; readonly ended: Promise<unknown> } {
  const folder = temporaryDirectory('desktop').path;
  const userData = join(folder, 'user-data');
  writeUserSettings(userData, settings);
  const args = [
    workspace,
    `--extensionDevelopmentPath=${repositoryRoot}`,
    `--user-data-dir=${userData}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
    '--disable-workspace-trust',
    // Root can't have Chromium's sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const environment = { ...cleanEnvironment(), ...env };
  return new ProcessGroup(executable, args, { env: environment, stdio: 'ignore' });
}
