import { PlainError, text } from '../../base/text';
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
  throw new ArgumentError(text('{0} must be a string, not {1}.', name, JSON.stringify(value)));
}

/** @throws ArgumentError where it is given and no whole number above 0 */
export function optionalId(given: Given, name: string): number | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const id = typeof value === 'string' ? Number(value) : value;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  throw new ArgumentError(
    text('{0} must be a whole number above 0, not {1}.', name, JSON.stringify(value)),
  );
}

/** @throws ArgumentError where it is given and neither true nor false */
export function optionalFlag(given: Given, name: string): boolean | undefined {
  const value = given[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new ArgumentError(text('{0} must be true or false, not {1}.', name, JSON.stringify(value)));
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
      text('{0} must be one of {1}, not {2}.', name, choices.join(', '), JSON.stringify(value)),
    );
  return found;
}
