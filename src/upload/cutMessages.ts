import type { Text } from '../base/text';
import { UploadError, type SourcePlace, type UploadErrorKind } from './errors';
import type { Cut } from './job';

/** What the cutting thread tells. Errors don't keep their fields on the way between threads. */
export type CutMessage =
  | { readonly type: 'cut'; readonly cut: Cut }
  | { readonly type: 'end' }
  | {
      readonly type: 'refusal';
      readonly kind: UploadErrorKind;
      readonly text: Text;
      readonly place: SourcePlace | undefined;
    }
  | { readonly type: 'failure'; readonly reason: string };

export function toError(message: Extract<CutMessage, { type: 'refusal' | 'failure' }>): Error {
  return message.type === 'refusal'
    ? new UploadError(message.kind, message.text, message.place)
    : new Error(message.reason);
}
