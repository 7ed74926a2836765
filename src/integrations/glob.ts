import { glob } from 'tinyglobby';

/** The file systems of these tell no case apart, and so does a pattern. */
const ignoresCase = ['win32', 'darwin'].includes(process.platform);

/** The files that a pattern such as `out/*.csv` names from a folder, as absolute paths; no hidden ones. */
export function filesLike(pattern: string, folder: string): Promise<string[]> {
  return glob(pattern, {
    ...{ cwd: folder, absolute: true, dot: false, expandDirectories: false },
    caseSensitiveMatch: !ignoresCase,
  });
}
