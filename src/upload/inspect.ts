import { basename } from 'node:path';
import { inferColumns, type InferredColumn } from './csv/inferColumns';
import { sniff, type Sniffed } from './csv/sniff';
import { UploadError } from './errors';
import { readVersion, Source, type SourceVersion } from './source';

/** What is known of a file before any byte goes. */
export interface Inspection extends Sniffed {
  readonly version: SourceVersion;
}

/** What the stream expects. */
export interface Expectation {
  readonly transportType: string | undefined;
  readonly columnNames: readonly string[] | undefined;
}

/**
 * Looks at a file before it is uploaded.
 * @throws UploadError with the reason why it can't be uploaded to this stream
 */
export async function inspect(path: string, stream: Expectation): Promise<Inspection> {
  // Specification: a CONNECTOR stream launches its connector and takes no parts.
  if (stream.transportType?.toUpperCase() === 'CONNECTOR')
    throw new UploadError(
      'connectorStream',
      'This stream is fed by its connector and takes no files. Choose a stream with another transport, such as API.',
    );
  const version = await readVersion(path);
  const source = await Source.open(version);
  try {
    const bytes = await source.sample();
    const isWhole = bytes.length === version.size;
    const sniffed = sniff({ path, bytes, isWhole }, stream.columnNames);
    assertColumns(sniffed, stream.columnNames, path);
    return { ...sniffed, version };
  } finally {
    await source.close();
  }
}

function assertColumns(
  sniffed: Sniffed,
  expected: readonly string[] | undefined,
  path: string,
): void {
  if (!expected?.length || sniffed.columns === undefined || sniffed.columns === expected.length)
    return;
  throw new UploadError(
    'columns',
    `${basename(path)} has ${sniffed.columns} columns, but the stream's schema has ${expected.length}.`,
    { path, line: sniffed.firstLine },
  );
}

/**
 * The columns that a new stream for this file would have.
 * @throws UploadError with the reason why it can't be read as CSV
 */
export async function inspectColumns(path: string): Promise<InferredColumn[]> {
  const inspection = await inspect(path, { transportType: undefined, columnNames: undefined });
  const source = await Source.open(inspection.version);
  try {
    const text = new TextDecoder().decode(await source.sample());
    return inferColumns(text, inspection.headerDetected);
  } finally {
    await source.close();
  }
}
