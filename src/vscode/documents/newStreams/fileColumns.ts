import { open } from 'node:fs/promises';
import { explainColumns, isHeaderWithTwins, withDistinctNames } from './explainColumns';
import type { TemplateColumn } from './templateTexts';

const sampleBytes = 1024 * 1024;

/** What a file tells about the stream that it could be uploaded to. */
export interface FileColumns {
  readonly columns: readonly TemplateColumn[];
  readonly hasHeader: boolean;
}

/** @throws UploadError with the reason why it can't be read */
export async function readColumns(path: string): Promise<FileColumns> {
  const { inspect, inspectColumns } = await import('../../../upload/uploader');
  const anyStream = { transportType: undefined, columnNames: undefined };
  const { recipe, headerDetected, firstRecord, firstOffset } = await inspect(path, anyStream);
  // What is converted has its columns told by the engine, which alone can read it.
  if (recipe)
    return {
      columns: withDistinctNames(await inspectColumns(path)),
      hasHeader: headerDetected,
    };
  const hasHeader = headerDetected || isHeaderWithTwins(firstRecord);
  return { columns: explainColumns(await readSample(path, firstOffset), hasHeader), hasHeader };
}

/** Whole lines from the beginning of a file. */
async function readSample(path: string, offset: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(sampleBytes),
      0,
      sampleBytes,
      offset,
    );
    const isWhole = bytesRead < sampleBytes;
    const end = isWhole ? bytesRead : buffer.lastIndexOf('\n') + 1;
    return buffer.toString('utf8', 0, end);
  } finally {
    await file.close();
  }
}
