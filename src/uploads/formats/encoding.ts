import { text } from '../../base/text';
import { Utf8Checker } from '../csv/utf8';
import { UploadError } from '../errors';
import type { Encoding, LegacyEncoding } from './recipe';
import type { ByteSample } from './stage';

/**
 * The encoding of a text by its beginning. What has no mark and is not UTF-8 counts as what is said to be
 * legacy; where nothing is said, as Windows-1252, unless much of it is UTF-8: then it is damaged, and
 * would become other text.
 * @throws UploadError `notText`, `encoding`
 */
export function detectEncoding(
  { bytes: beginning, isWhole }: ByteSample,
  fileName: string,
  legacyEncoding?: LegacyEncoding,
): Encoding {
  const [first, second] = beginning;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (beginning.includes(0)) throw notText(fileName);
  const checker = new Utf8Checker();
  if (checker.accepts(beginning) && (checker.isComplete || !isWhole)) return 'utf-8';
  if (legacyEncoding) return legacyEncoding;
  const decoded = new TextDecoder().decode(beginning, { stream: !isWhole });
  const broken = decoded.match(/\ufffd/g)?.length ?? 0;
  const whole = decoded.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  if (whole >= broken)
    throw new UploadError(
      'encoding',
      text('{0} is UTF-8 with other bytes in between. Save it as UTF-8.', fileName),
    );
  return 'windows-1252';
}

/** @throws UploadError `notText` where a decoded text is none that Domo takes */
export function refuseOtherText(decoded: string, fileName: string): void {
  if (decoded.includes('\0')) throw notText(fileName);
  if (decoded.includes('\r') && !decoded.includes('\n'))
    throw new UploadError(
      'notText',
      text('{0} ends its lines with CR alone. Save it with LF or CRLF line breaks.', fileName),
    );
}

function notText(fileName: string): UploadError {
  return new UploadError(
    'notText',
    text('{0} is not a text file. Save it as CSV in UTF-8.', fileName),
  );
}
