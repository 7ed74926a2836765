/** The argument of a command is not what the command takes. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
  readonly kind = 'invalidArgument';
}

type Given = Readonly<Record<string, unknown>>;

/** @throws ArgumentError where it is given and no text */
export function optionalText(given: Given, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new ArgumentError(`${name} must be a string, not ${JSON.stringify(value)}.`);
}

/** @throws ArgumentError where it is given and no whole number above 0 */
export function optionalId(given: Given, name: string): number | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const id = typeof value === 'string' ? Number(value) : value;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  throw new ArgumentError(`${name} must be a whole number above 0, not ${JSON.stringify(value)}.`);
}

/** @throws ArgumentError where it is given and neither true nor false */
export function optionalFlag(given: Given, name: string): boolean | undefined {
  const value = given[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new ArgumentError(`${name} must be true or false, not ${JSON.stringify(value)}.`);
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
      `${name} must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}.`,
    );
  return found;
}
