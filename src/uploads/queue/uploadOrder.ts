import { text } from '../../base/text';
import { DomoError } from '../../domo/http/errors';
import { PausedError } from './paused';
import { isUnfinished, type UploadEntry } from './uploadEntry';
import { fileName } from './uploadTexts';

// Files that are given together are one load: one that is missing in the middle would never be noticed.

/** An upload and those that must end well before it, the first one first. Those that are done are left out. */
export function chainOf(entries: readonly UploadEntry[], last: UploadEntry): UploadEntry[] {
  const chain: UploadEntry[] = [last];
  for (let entry = before(entries, last); entry; entry = before(entries, entry))
    if (entry.state !== 'done') chain.unshift(entry);
  return chain;
}

/**
 * Holds an upload back while one that belongs before it has not ended well.
 * @throws DomoError `conflict` where that one has failed; an error of kind `paused` where it may yet end well
 */
export function assertInOrder(entries: readonly UploadEntry[], entry: UploadEntry): void {
  const first = before(entries, entry);
  if (entry.after === undefined || first?.state === 'done') return;
  if (!first)
    throw new DomoError(
      'conflict',
      text(
        'The file that belongs before {0} is not in Domo. Cancel this upload, and upload the files together again.',
        fileName(entry),
      ),
    );
  if (isUnfinished(first)) throw new PausedError('The file before it is not in Domo yet.');
  throw new DomoError(
    'conflict',
    text('{0} belongs before this file, and is not in Domo. Upload it first.', fileName(first)),
  );
}

function before(entries: readonly UploadEntry[], { after }: UploadEntry): UploadEntry | undefined {
  return after === undefined ? undefined : entries.find(({ upload }) => upload.uploadId === after);
}
