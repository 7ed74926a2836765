/** One file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** Lists a zip archive from its central directory. */
export function listZip(archive: Buffer): readonly ZipEntry[] {
  const end = archive.lastIndexOf(littleEndian(endOfDirectory));
  if (end < 0) throw new Error('This is not a zip archive.');
  const entries: ZipEntry[] = [];
  let offset = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(offset) !== directoryEntry)
      throw new Error(`The archive's directory is damaged at byte ${offset}.`);
    const nameLength = archive.readUInt16LE(offset + 28);
    const extraLength = archive.readUInt16LE(offset + 30);
    const commentLength = archive.readUInt16LE(offset + 32);
    entries.push({
      name: archive.toString('utf8', offset + 46, offset + 46 + nameLength),
      sizeBytes: archive.readUInt32LE(offset + 24),
    });
    offset += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function littleEndian(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
