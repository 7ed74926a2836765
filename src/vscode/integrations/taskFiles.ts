import { existsSync } from 'node:fs';
import { isAbsolute, resolve, sep } from 'node:path';
import { text } from '../../base/text';
import { ArgumentError } from '../commands/arguments';

/**
 * The files that paths and patterns name, each once, and those of a pattern by their names, so that their
 * order is the same each time: of files uploaded together the first may replace what is there.
 * @param folder undefined where no folder is open
 * @throws ArgumentError where nothing is found
 */
export async function findTaskFiles(
  patterns: readonly string[],
  folder: string | undefined,
): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns)
    for (const path of await findFiles(pattern, folder)) found.add(path);
  return [...found];
}

async function findFiles(pattern: string, folder: string | undefined): Promise<string[]> {
  if (folder === undefined && !isAbsolute(pattern))
    throw new ArgumentError(
      text(
        '“{0}” is no whole path, and no folder is open to find it in. Give a whole path.',
        pattern,
      ),
    );
  const path = resolve(folder ?? '', pattern);
  // A name may hold what is special in a pattern. What is neither is refused when it is opened, with its path.
  if (existsSync(path) || !/[*?[\]{}()!]/.test(pattern)) return [path];
  const { filesLike } = await import('./glob');
  // Patterns have slashes everywhere; elsewhere than on Windows a backslash takes the meaning of what follows.
  const slashed = sep === '\\' ? pattern.replaceAll(sep, '/') : pattern;
  const files = await filesLike(slashed, folder ?? '/');
  if (files.length === 0)
    throw new ArgumentError(
      text('No file matches “{0}” in {1}. Check the task’s “file”.', pattern, folder ?? '/'),
    );
  return files.map((file) => resolve(file)).sort(byName);
}

function byName(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}
