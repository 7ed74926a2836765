import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { text, type Text } from '../../base/text';
import { UploadError } from '../errors';
import type { SourceVersion } from '../source';
import type { Contents } from './contents';

/** What some systems add to an archive beside its files. */
const additions = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;
/** What makes an archive a workbook or another office document. */
const officeParts = /^(\[Content_Types\]\.xml|mimetype|META-INF\/.*)$/;

/** The only file in an archive. @throws UploadError `archive`, `notText` */
export async function openZip({ path }: SourceVersion): Promise<Contents> {
  const archive = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw damaged(path, error);
  });
  try {
    const entry = await onlyEntry(archive, path);
    const progress = { bytes: 0 };
    return {
      name: basename(entry.fileName),
      bytes: read(archive, entry, path, progress),
      share: () => progress.bytes / Math.max(1, entry.uncompressedSize),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function onlyEntry(archive: ZipFile, path: string): Promise<Entry> {
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      if (officeParts.test(entry.fileName)) throw notText(path);
      if (!entry.fileName.endsWith('/') && !additions.test(entry.fileName)) entries.push(entry);
    }
  } catch (error) {
    throw error instanceof UploadError ? error : damaged(path, error);
  }
  const [only] = entries;
  const name = basename(path);
  if (!only) throw refusal(text('{0} has no file in it.', name));
  if (entries.length > 1)
    throw refusal(
      text(
        '{0} has {1} files in it. Unpack it and upload the files that you want.',
        name,
        entries.length,
      ),
    );
  if (only.isEncrypted())
    throw refusal(text('{0} is encrypted. Unpack it and upload the file in it.', name));
  if (!only.canDecodeFileData())
    throw refusal(text('{0} is packed in an unusual way. Unpack it and upload the file.', name));
  return only;
}

async function* read(
  archive: ZipFile,
  entry: Entry,
  path: string,
  progress: { bytes: number },
): AsyncGenerator<Uint8Array> {
  try {
    const stream = await archive.openReadStreamPromise(entry);
    let checksum = 0;
    for await (const block of stream as AsyncIterable<Uint8Array>) {
      progress.bytes += block.length;
      checksum = crc32(block, checksum);
      yield block;
    }
    if (checksum !== entry.crc32) throw wrongChecksum(path);
  } catch (error) {
    throw error instanceof UploadError ? error : damaged(path, error);
  } finally {
    archive.close();
  }
}

function notText(path: string): UploadError {
  const message = text('{0} is a workbook or another document. Save it as CSV.', basename(path));
  return new UploadError('notText', message);
}

function refusal(message: Text): UploadError {
  return new UploadError('archive', message);
}

function wrongChecksum(path: string): UploadError {
  return refusal(
    text('{0} can’t be unpacked: its checksum is wrong. It is damaged or cut off.', basename(path)),
  );
}

function damaged(path: string, cause: unknown): UploadError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = text(
    '{0} can’t be unpacked: {1}. It is damaged or cut off.',
    basename(path),
    reason,
  );
  return new UploadError('archive', message, undefined, { cause });
}
