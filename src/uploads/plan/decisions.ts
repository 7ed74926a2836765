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

/** What is known about the header of a file. */
interface HeaderGuess {
  readonly version: SourceVersion;
  readonly firstLine: number;
  readonly headerDetected: boolean;
  readonly headerCertainty: string;
}

/** For a file that leaves open whether its first record names the columns. */
export function headerDecision({ version, firstLine, headerDetected }: HeaderGuess): Decision {
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

/**
 * Makes sure that no guess decides while nobody is there to see it.
 * @throws UploadError `needsDecision` that names the argument for each file that leaves something open
 */
export function assertDecided(
  inspections: readonly HeaderGuess[],
  { hasHeader }: { readonly hasHeader: boolean | undefined },
): void {
  if (hasHeader !== undefined) return;
  const open = inspections.filter(({ headerCertainty }) =>
    ['likely', 'open'].includes(headerCertainty),
  );
  if (open.length > 0) throw needsDecision(open.map(headerDecision));
}
