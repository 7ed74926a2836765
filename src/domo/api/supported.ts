import { text } from '../../base/text';
import { DomoError } from '../http/errors';

/**
 * What a dialect has for a call. Everything that a dialect can't do is refused here.
 * @param capability is named in the error
 * @throws DomoError `notSupported` if it has nothing, before anything is sent
 */
export function supported<T>(found: T | undefined, capability: string): T {
  if (found !== undefined) return found;
  throw new DomoError('notSupported', text('Connections of this kind don’t support this action.'), {
    call: capability,
  });
}
