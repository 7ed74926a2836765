import { basename } from 'node:path';
import { joinedTexts, text } from '../../base/text';
import { UploadError, type Decision } from '../errors';
import type { SourceVersion } from '../send/source';

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
      'Can’t tell whether line {1} of {0} is a header. Set "header": true or "header": false.',
      basename(version.path),
      firstLine,
    ),
  };
}

/** An archive that unpacks to more than so many times its size is questioned. */
export const questionedRatio = 200;

/** For an archive whose content is so much larger that it may be made to fill the disk. */
export function unpackedSizeDecision(path: string, unpackedMebibytes: number): Decision {
  return {
    ...{ finding: 'unpackedSize', argument: 'allowLargeArchive', values: [true] },
    ...{ path, line: undefined, example: '"allowLargeArchive": true' },
    text: text(
      '{0} unpacks to more than {1} MB, over {2} times its size. If you trust it, set "allowLargeArchive": true.',
      basename(path),
      unpackedMebibytes,
      questionedRatio,
    ),
  };
}
