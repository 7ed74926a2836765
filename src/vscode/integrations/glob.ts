import { glob } from 'tinyglobby';

/** The files that a pattern such as `out/*.csv` names from a folder, as whole paths. */
export function filesLike(pattern: string, folder: string): Promise<string[]> {
  return glob(pattern, { cwd: folder, absolute: true, dot: true, expandDirectories: false });
}
