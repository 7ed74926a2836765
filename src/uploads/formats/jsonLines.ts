import { text } from '../../base/text';
import { UploadError } from '../errors';
import type { Format, TextSample } from './format';
import { readMembers } from './jsonLine';
import { countLineFeeds } from './stage';

/** The columns are fixed before the first line is read. */
export interface JsonLinesLayout {
  readonly type: 'ndjson';
  readonly columns: readonly string[];
}

/** One JSON object per line. */
export const jsonLines: Format<JsonLinesLayout> = {
  type: 'ndjson',
  extensions: ['ndjson', 'jsonl'],
  decidingExtensions: ['json', 'ndjson', 'jsonl'],
  isHeaderFixed: true,
  detect: detectJsonLines,
  describe: () => text('JSON lines'),
  converter:
    ({ columns }) =>
    async (named) => {
      const { JsonLinesStage } = await import('./converters/jsonLinesStage');
      return new JsonLinesStage(columns, named);
    },
  countRows: countLineFeeds,
};

function detectJsonLines(
  { fileName, text }: TextSample,
  columnNames: readonly string[],
  isDecided: boolean,
): JsonLinesLayout | undefined {
  if (!isDecided && !text.startsWith('{')) return undefined;
  const [firstLine = ''] = text.trimStart().split('\n', 1);
  const members = readMembers(firstLine);
  if (members)
    return { type: 'ndjson', columns: columnNames.length > 0 ? columnNames : [...members.keys()] };
  if (isDecided && text.trim() !== '') throw notLines(fileName);
  return undefined;
}

function notLines(fileName: string): UploadError {
  return new UploadError(
    'json',
    text(
      '{0} is JSON, but not one object per line. Save it as newline-delimited JSON or as CSV.',
      fileName,
    ),
  );
}
