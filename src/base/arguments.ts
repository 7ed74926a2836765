import { flattened } from './plainText';
import { PlainError, text } from './text';

/** The argument of a command is not what the command takes. */
export class ArgumentError extends PlainError {
  override readonly name = 'ArgumentError';
  readonly kind = 'invalidArgument';
}

type Given = Readonly<Record<string, unknown>>;

/** @throws ArgumentError where it is given and no text */
export function optionalText(given: Given, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new ArgumentError(text('{0} must be a string ({1} given).', name, kindOf(value)));
}

/** @throws ArgumentError where it is given and no whole number above 0 */
export function optionalId(given: Given, name: string): number | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const id = typeof value === 'string' ? Number(value) : value;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  throw new ArgumentError(
    text('{0} must be a whole number above 0 ({1} given).', name, shown(value)),
  );
}

/** @throws ArgumentError where it is given and neither true nor false */
export function optionalFlag(given: Given, name: string): boolean | undefined {
  const value = given[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new ArgumentError(text('{0} must be true or false ({1} given).', name, kindOf(value)));
}

/** @throws ArgumentError where it is given and not one of the choices */
export function optionalChoice<T extends string>(
  given: Given,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    throw new ArgumentError(
      text('{0} must be one of {1} ({2} given).', name, choices.join(', '), shownChoice(value)),
    );
  return found;
}

const longestChoice = 40;

/** The kind of a value, as JavaScript calls it. The value isn't shown, as it may be or hold a token. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : kindOf(value);
}

function shownChoice(value: unknown): string {
  return typeof value === 'string' ? `“${flattened(value, longestChoice)}”` : shown(value);
}
