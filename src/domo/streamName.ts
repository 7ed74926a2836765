import { t } from '../base/l10n';
import { oneLine } from '../base/plainText';

/** The name of a stream's DataSet in one line, or the stream's ID if Domo gave no name. */
export function streamName({
  id,
  name,
}: {
  readonly id: number;
  readonly name?: string | undefined;
}): string {
  return oneLine(name ?? '') || t('Stream {0}', id);
}
