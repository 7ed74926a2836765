import type { JsonObject } from './json';
import { flattened } from './plainText';
import { PlainError, text } from './text';

/** The argument of a command, a task, or a tool isn't what it takes. */
export class ArgumentError extends PlainError {
  override readonly name = 'ArgumentError';
  readonly kind = 'invalidArgument';
}

/** One field of an argument: how it is read, and what a JSON schema says about it. */
export interface Field<T> {
  /** @throws ArgumentError with the name of the field */
  readonly read: (value: unknown, name: string) => T;
  readonly schema: JsonObject;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What was given for some fields; each may be missing. */
export type Given<F extends Fields> = {
  readonly [Name in keyof F]?: ReturnType<F[Name]['read']> | undefined;
};

export const textField: Field<string> = {
  read: (value, name) => {
    if (typeof value === 'string') return value;
    throw new ArgumentError(text('{0} must be a string ({1} given).', name, kindOf(value)));
  },
  schema: { type: 'string' },
};

/** A whole number above 0, also as text. */
export const idField: Field<number> = {
  read: (value, name) => {
    const id = typeof value === 'string' ? Number(value) : value;
    if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
    throw new ArgumentError(
      text('{0} must be a whole number above 0 ({1} given).', name, shown(value)),
    );
  },
  schema: { type: ['integer', 'string'] },
};

export const flagField: Field<boolean> = {
  read: (value, name) => {
    if (typeof value === 'boolean') return value;
    throw new ArgumentError(text('{0} must be true or false ({1} given).', name, kindOf(value)));
  },
  schema: { type: 'boolean' },
};

/** One of some words. */
export function choiceField<T extends string>(choices: readonly T[]): Field<T> {
  return {
    read: (value, name) => {
      const found = choices.find((choice) => choice === value);
      if (found !== undefined) return found;
      throw new ArgumentError(
        text('{0} must be one of {1} ({2} given).', name, choices.join(', '), shownChoice(value)),
      );
    },
    schema: { type: 'string', enum: [...choices] },
  };
}

/** One field of what was given; undefined if it is missing. @throws ArgumentError */
export function optionalField<T>(
  field: Field<T>,
  values: Readonly<Record<string, unknown>>,
  name: string,
): T | undefined {
  const value = values[name];
  return value === undefined ? undefined : field.read(value, name);
}

/** Reads all fields that are given. @throws ArgumentError for a wrong value or an unknown field, with its name */
export function readFields<F extends Fields>(fields: F, values: object): Given<F> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const read = given.map(([name, value]: [string, unknown]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) throw unknownField(name, Object.keys(fields));
    return [name, field.read(value, name)] as const;
  });
  return Object.fromEntries(read) as Given<F>;
}

/** @throws ArgumentError `invalidArgument`: nobody is asked for what a call doesn't give */
export function missingField(...names: readonly string[]): ArgumentError {
  return new ArgumentError(
    text('{0} is missing. Add it to the argument of the command.', names.join(', ')),
  );
}

function unknownField(name: string, known: readonly string[]): ArgumentError {
  const shownName = flattened(name, longestChoice);
  return known.length === 0
    ? new ArgumentError(text('Unknown field “{0}”. This command takes no argument.', shownName))
    : new ArgumentError(text('Unknown field “{0}”. Use {1}.', shownName, known.join(', ')));
}

const longestChoice = 40;

/** The kind of a value, as JavaScript calls it. The value isn't shown, as it may be or hold a token. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : kindOf(value);
}

function shownChoice(value: unknown): string {
  return typeof value === 'string' ? `“${flattened(value, longestChoice)}”` : shown(value);
}
