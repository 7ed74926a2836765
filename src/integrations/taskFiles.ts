import { existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { text } from '../base/text';
import { isSystemFile } from '../uploads/formats/systemFiles';
import { ArgumentError } from '../base/arguments';

/**
 * The files that paths and patterns name, each once, and those of a pattern by their names, so that their
 * order is the same each time: of files uploaded together the first may replace what is there.
 * @param folder undefined if no folder is open
 * @throws ArgumentError if nothing is found, or a link leads elsewhere
 */
export async function findTaskFiles(
  patterns: readonly string[],
  folder: string | undefined,
): Promise<string[]> {
  const found = new Map<string, string>();
  for (const pattern of patterns)
    for (const path of await findFiles(pattern, folder)) {
      // Two paths may name the same file, in other case on Windows or through a link.
      const key = realPath(path);
      if (!found.has(key)) found.set(key, path);
    }
  return [...found.values()];
}

/** No path on any system is longer. */
const longestPattern = 4096;

async function findFiles(pattern: string, folder: string | undefined): Promise<string[]> {
  if (pattern.length > longestPattern)
    throw new ArgumentError(
      text(
        'A path or pattern of the task has {0} characters. Use at most {1}.',
        pattern.length,
        longestPattern,
      ),
    );
  if (folder === undefined && !isAbsolute(pattern))
    throw new ArgumentError(
      text('“{0}” is relative, but no folder is open. Use an absolute path.', pattern),
    );
  const path = resolve(folder ?? '', pattern);
  // A name may hold what is special in a pattern. What is neither is refused when it is opened, with its path.
  if (existsSync(path) || !/[*?[\]{}()!]/.test(pattern)) return [path];
  const { base, rest } = splitPattern(path);
  const { filesLike } = await import('./glob');
  const files = (await filesLike(rest, base)).filter((file) => !isSystemFile(slashed(file)));
  if (files.length === 0)
    throw new ArgumentError(
      text('No file matches “{0}” in {1}. Check the task’s “file”.', pattern, folder ?? base),
    );
  const paths = files.map((file) => resolve(file)).sort(byName);
  for (const each of paths) assertInside(each, isAbsolute(pattern) ? base : (folder ?? base));
  return paths;
}

/**
 * The folders at the beginning of a pattern that are there as they are written, such as
 * `C:\Program Files (x86)` or a network share, and the pattern that begins in the last of them.
 */
function splitPattern(path: string): { base: string; rest: string } {
  let { root: base } = parse(path);
  const segments = path.slice(base.length).split(sep);
  for (let [segment = ''] = segments; segments.length > 1; [segment = ''] = segments) {
    const folder = join(base, segment);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) break;
    base = folder;
    segments.shift();
  }
  // Patterns have slashes everywhere; elsewhere than on Windows a backslash takes the meaning of what follows.
  return { base, rest: segments.join('/') };
}

/** A pattern must not reach files through a link that the person who wrote it may not know. */
function assertInside(path: string, folder: string): void {
  const real = realPath(path);
  const way = relative(realPath(folder), real);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new ArgumentError(
      text(
        '{0} is a link to {1}, outside the folder. Name that file in “file” instead.',
        path,
        real,
      ),
    );
}

/** With all links followed, and in the case that the disk has. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync.native(path) : path;
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}

function byName(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}
