import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Says so, and no more: enough for a reader to refuse it. */
  readonly isEncrypted?: boolean;
  /** Whether it is a symbolic link, as Unix packs it. */
  readonly isLink?: boolean;
}

/** An archive as common programs write it. */
export function zipOf(...entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const facts = factsOf(entry, content, packed, name);
    const start = Buffer.concat([bytes([0x04034b50, 4]), facts, name, packed]);
    const attributes = entry.isLink ? 0o120_777 * 0x10000 : 0;
    const rest = bytes([0, 2], [0, 2], [0, 2], [attributes, 4], [offset, 4]);
    local.push(start);
    central.push(Buffer.concat([bytes([0x02014b50, 4], [20, 2]), facts, rest, name]));
    offset += start.length;
  }
  const directory = Buffer.concat(central);
  const count = entries.length;
  const end = bytes([0x06054b50, 4], [0, 4], [count, 2], [count, 2]);
  return Buffer.concat([
    ...local,
    directory,
    end,
    bytes([directory.length, 4], [offset, 4], [0, 2]),
  ]);
}

/** The fields that stand before both the file and its line in the directory. */
function factsOf(entry: ZipEntry, content: Buffer, packed: Buffer, name: Buffer): Buffer {
  return bytes(
    [20, 2],
    [entry.isEncrypted ? 1 : 0, 2],
    [8, 2],
    [0, 4],
    [crc32(content), 4],
    [packed.length, 4],
    [content.length, 4],
    [name.length, 2],
    [0, 2],
  );
}

function bytes(...fields: readonly (readonly [value: number, size: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, size]) => {
      const field = Buffer.alloc(size);
      field.writeUIntLE(value, 0, size);
      return field;
    }),
  );
}
