import { basename } from 'node:path';
import { joinedTexts, text } from '../base/text';
import { UploadError, type Decision } from './errors';
import type { SourceVersion } from './source';

/** The error of an upload that nobody is there to decide about. */
export function needsDecision(decisions: readonly Decision[]): UploadError {
  const message = joinedTexts(
    decisions.map((decision) => decision.text),
    ' ',
  );
  return new UploadError('needsDecision', message, undefined, { decisions });
}

/** For a file that leaves open whether its first record names the columns. */
export function headerDecision({
  version,
  firstLine,
  headerDetected,
}: {
  readonly version: SourceVersion;
  readonly firstLine: number;
  readonly headerDetected: boolean;
}): Decision {
  return {
    ...{ finding: 'header', argument: 'header', values: [true, false] },
    ...{ path: version.path, line: firstLine, example: `"header": ${headerDetected}` },
    text: text(
      '{0}, line {1} may be a header or data. Set “header” to true or false.',
      basename(version.path),
      firstLine,
    ),
  };
}

/** For an archive whose content is so much larger that it may be made to fill the disk. */
export function unpackedSizeDecision(path: string, unpackedMebibytes: number): Decision {
  return {
    ...{ finding: 'unpackedSize', argument: 'allowLargeArchive', values: [true] },
    ...{ path, line: undefined, example: '"allowLargeArchive": true' },
    text: text(
      '{0} unpacks to more than {1} MB, far more than usual for its size. Set “allowLargeArchive” to true if you trust it.',
      basename(path),
      unpackedMebibytes,
    ),
  };
}
