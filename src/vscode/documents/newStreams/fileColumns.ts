import { basename } from 'node:path';
import { text } from '../../../base/text';
import { UploadError } from '../../../uploads/errors';
import { fileEncoding } from '../../shell/fileEncoding';
import {
  explainColumns,
  isHeaderWithTwins,
  type ExplainedColumn,
} from '../../../uploads/plan/explainColumns';

/** What a file tells about the stream that it could be uploaded to. */
export interface FileColumns {
  readonly columns: readonly ExplainedColumn[];
  readonly hasHeader: boolean;
}

/** A document with more could not be edited. */
const mostColumns = 10_000;

/** @throws UploadError with the reason why it can't be read */
export async function readColumns(path: string): Promise<FileColumns> {
  const { inspect, readBeginning } = await import('../../../uploads/engine');
  const anyStream = { transportType: undefined, columns: undefined };
  const inspection = await inspect(path, anyStream, fileEncoding(path));
  const { length } = inspection.firstRecord;
  if (length > mostColumns)
    throw new UploadError(
      'columns',
      text(
        '{0} has {1} columns. A stream created from a file can have at most {2}.',
        basename(path),
        length,
        mostColumns,
      ),
    );
  const hasHeader = inspection.headerDetected || isHeaderWithTwins(inspection.firstRecord);
  return { columns: explainColumns(await readBeginning(inspection), hasHeader), hasHeader };
}
