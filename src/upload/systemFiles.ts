/** What systems, office programs and jobs put into folders and archives beside the files of people. */
const systemFiles =
  /(^|\/)(__MACOSX\/|(\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*|\.~lock\.[^/]*#|_SUCCESS|_(committed|started)_[^/]*|[^/]*\.crc)$)/i;

/** Whether a file is none of a person's, by its path with slashes. */
export function isSystemFile(path: string): boolean {
  return systemFiles.test(path);
}
