import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { join } from 'node:path';
import { CommandError } from '../common/commandError';
import { cacheDirectory } from '../common/paths';
import { vscodeBuilds, type VscodeVersion } from './vscodeBuilds';

/** `always` and `never` are what somebody asked for; `auto` tries where a window can be shown. */
export type DesktopChoice = 'always' | 'auto' | 'never';

const idleTimeoutSeconds = 15;

/** Reads the choice from `--desktop` and `DOMO_STREAMS_VSCODE` (`desktop` or `server`). */
export function desktopChoice(flag: boolean, otherwise: DesktopChoice): DesktopChoice {
  const asked = process.env['DOMO_STREAMS_VSCODE'];
  if (flag || asked === 'desktop') return 'always';
  return asked === 'server' ? 'never' : otherwise;
}

/** The desktop VS Code's executable, or undefined where the server build is to be used. */
export async function findDesktop(
  version: VscodeVersion,
  choice: DesktopChoice,
): Promise<string | undefined> {
  if (choice === 'never' || (choice === 'auto' && !hasDisplay())) return undefined;
  try {
    return await downloadAndUnzipVSCode({
      version: vscodeBuilds[version].full,
      cachePath: join(cacheDirectory, 'desktop'),
      timeout: idleTimeoutSeconds * 1000,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (choice === 'always')
      throw new CommandError(`The desktop VS Code could not be downloaded: ${reason}`, {
        cause: error,
      });
    console.error(`The desktop VS Code could not be downloaded (${reason}); using the npm build.`);
    return undefined;
  }
}

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}
