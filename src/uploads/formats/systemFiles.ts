/** What systems, office programs and jobs add to folders and archives. */
const systemFiles =
  /(^|\/)(__MACOSX\/|(\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*|\.~lock\.[^/]*#|_SUCCESS|_(committed|started)_[^/]*|[^/]*\.crc)$)/i;

/** Whether a file was added by a system or a program, by its path with slashes. */
export function isSystemFile(path: string): boolean {
  return systemFiles.test(path);
}
