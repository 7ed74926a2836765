import { closeSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { text, type Text } from '../../../base/text';
import { UploadError } from '../../errors';
import { openDescriptor, type SourceVersion } from '../../send/source';
import { isSystemFile } from '../systemFiles';
import type { Contents } from '../contents';

/** What makes an archive a workbook or another office document. */
const officeParts = /^(\[Content_Types\]\.xml|mimetype|META-INF\/.*)$/;

/** More entries are not looked at: an archive that is made to be slow may have millions. */
const entriesLookedAt = 1_000;

/** The only file in an archive. @throws UploadError `archive`, `notText` */
export async function openZip(version: SourceVersion): Promise<Contents> {
  const { path } = version;
  const descriptor = await openDescriptor(version);
  const archive = await fromFdPromise(descriptor, { autoClose: false }).catch((error: unknown) => {
    closeSync(descriptor);
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
  const [only, another] = await fileEntries(archive, path);
  const name = basename(path);
  if (!only) throw refusal(text('{0} has no file in it.', name));
  if (another)
    throw refusal(
      text('{0} has several files in it. Unpack it and upload the files that you want.', name),
    );
  if (only.isEncrypted())
    throw refusal(text('{0} is encrypted. Unpack it and upload the file in it.', name));
  if (!only.canDecodeFileData())
    throw refusal(text('{0} is packed in an unusual way. Unpack it and upload the file.', name));
  return only;
}

/** The first two files among the first entries. */
async function fileEntries(archive: ZipFile, path: string): Promise<Entry[]> {
  const files: Entry[] = [];
  let count = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      if (officeParts.test(entry.fileName)) throw notText(path);
      if (isLink(entry))
        throw refusal(text('{0} has a link in it. Unpack it and upload the file.', basename(path)));
      const isFile = !entry.fileName.endsWith('/') && !isSystemFile(entry.fileName);
      if (isFile && files.length < 2) files.push(entry);
      count += 1;
      if (count === entriesLookedAt) break;
    }
  } catch (error) {
    throw error instanceof UploadError ? error : damaged(path, error);
  }
  if (count === entriesLookedAt && files.length < 2)
    throw refusal(
      text(
        '{0} has {1} entries or more. Unpack it and upload the files that you want.',
        basename(path),
        count,
      ),
    );
  return files;
}

const fileTypeBits = 0o170_000;
const linkType = 0o120_000;

/** The content of a link would be taken for rows. Archives of Unix have the type in the upper half. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & fileTypeBits) === linkType;
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
