import { CancelledError } from '../../base/abort';
import { encodingNames, type LegacyEncoding } from '../../uploads/formats/recipe';
import type { EncodingReading } from '../../uploads/formats/reading';
import { t } from '../../base/l10n';
import { pick } from '../shell/quickInput';
import { wordsText } from '../../uploads/plan/planTexts';

/** Asks for the encoding of a file by what its beginning reads like in each. @throws CancelledError */
export async function pickEncoding(
  fileName: string,
  readings: readonly EncodingReading[],
): Promise<LegacyEncoding> {
  const items = readings.map((reading) => ({
    label: encodingNames[reading.encoding],
    description: wordsText(reading),
    encoding: reading.encoding,
  }));
  const picked = await pick(items, {
    title: t('Encoding of {0}', fileName),
    placeHolder: t('The file is not UTF-8. Choose the encoding in which these words are right'),
    matchOnDescription: true,
  });
  if (!picked) throw new CancelledError();
  return picked.encoding;
}
