import { RequestError } from './answer';
import type { SearchFacts } from './model';

/** The keys of the specification; only one can be asked for at a time. */
const keys: Readonly<Record<string, (facts: SearchFacts) => readonly string[]>> = {
  'account.configurations.value': (facts) => facts.accountValues,
  'dataSource.id': (facts) => [facts.dataSetId],
  'dataSource.name': (facts) => [facts.name],
  'dataSource.owner.id': (facts) => [facts.ownerId],
  'transport.type': (facts) => [facts.transportType],
};

/**
 * Turns `key:value` into a test of streams. `*` stands for any text and case does not matter; without
 * a `*` the whole value has to be equal. Throws 400 for anything but one known key with a value.
 */
export function parseSearch(query: string | undefined): (facts: SearchFacts) => boolean {
  const known = Object.keys(keys).join(', ');
  if (query === undefined) throw new RequestError(400, 'The search needs q=key:value.');
  const colon = query.indexOf(':');
  const key = query.slice(0, Math.max(0, colon)).trim();
  const value = query.slice(colon + 1).trim();
  const read = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (!read) throw new RequestError(400, `The search needs one of the keys ${known}.`);
  if (value === '') throw new RequestError(400, `The search needs a value for ${key}.`);
  if (Object.keys(keys).some((other) => hasSecondKey(value, other)))
    throw new RequestError(400, 'Only one key can be searched for at a time.');
  const pattern = wildcardPattern(value);
  return (facts) => read(facts).some((text) => pattern.test(text));
}

/** A name may well hold colons and commas, but hardly a separator, a key and a colon in a row. */
function hasSecondKey(value: string, key: string): boolean {
  const at = value.indexOf(`${key}:`);
  return at > 0 && /[\s,;&|]/.test(value.charAt(at - 1));
}

function wildcardPattern(value: string): RegExp {
  const parts = value
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'isu');
}
