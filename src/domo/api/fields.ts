// The namespace form lets the bundler leave out what isn't used.
import * as z from 'zod';
import { isExactNumber, literalOf, type ExactNumber } from '../../base/exactNumber';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json';
import type { Column, ExecutionError } from './model';
import { epochMilliseconds } from '../../base/instant';

/** Longer than any number or time; a longer text isn't looked at. */
const longestNumber = 40;

/** IDs come as numbers or as texts of digits; one that JavaScript would round is none. */
export const id = z.union([
  z.int(),
  z
    .string()
    .max(longestNumber)
    .regex(/^\d+$/)
    .transform(Number)
    .refine((value) => Number.isSafeInteger(value)),
]);

const exact = z.custom<ExactNumber>(isExactNumber);
export const looseText = z.union([
  z.string(),
  z.number().transform(String),
  exact.transform(literalOf),
]);
const number = z.union([z.number(), exact.transform((value) => Number(literalOf(value)))]);
export const looseNumber = z.union([
  number,
  z
    .string()
    .max(longestNumber)
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
]);

export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** A value of another form is left out of the view: the document of the stream has it. */
export function lenient<T extends z.ZodType>(schema: T) {
  return optional(schema.nullish().catch(undefined));
}

/** Live instances: epoch seconds, whole or not. Specification: ISO text without zone, taken as UTC. */
export const instantMilliseconds = z.union([
  // DataSets have milliseconds.
  number.transform(epochMilliseconds),
  z.string().transform((time) => {
    if (time.length > longestNumber) return undefined;
    const instant = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
    return Number.isNaN(instant) ? undefined : instant;
  }),
]);

/**
 * A list whose elements are read by hand, as there may be many. The first odd one ends it: a hostile list
 * must not fill the memory with problems.
 * @param readElement gives the element, or the name of its field that has an unexpected form
 */
function listOf<T extends object>(most: number, readElement: (element: JsonObject) => T | string) {
  return z.unknown().transform((value, context): T[] => {
    const refuse = (message: string, path: (string | number)[] = []): never => {
      context.addIssue({ code: 'custom', message, path });
      return z.NEVER;
    };
    if (!Array.isArray(value)) return refuse('expected a list');
    if (value.length > most) return refuse(`expected at most ${most} elements`);
    const elements = value as JsonValue[];
    const read: T[] = [];
    // By index: there may be a million columns in one response.
    for (let index = 0; index < elements.length; index += 1) {
      const element = elements[index];
      if (!isJsonObject(element)) return refuse('expected an object', [index]);
      const result = readElement(element);
      if (typeof result === 'string') return refuse('expected a text', [index, result]);
      read.push(result);
    }
    return read;
  });
}

export const columns = listOf<Column>(20_000, (element) => {
  const name = textIn(element['name']);
  const type = textIn(element['type']);
  if (typeof name !== 'string') return 'name';
  return type === null ? 'type' : { name, type };
});

export const executionErrors = listOf<ExecutionError>(1000, (element) => {
  const code = textIn(element['code']);
  const category = plainTextIn(element['category']);
  const message = plainTextIn(element['message']);
  if (code === null) return 'code';
  if (category === null) return 'category';
  return message === null ? 'message' : { code, category, message };
});

/** A text or number as a text; undefined if it is absent, null if it is something else. */
function textIn(value: JsonValue | undefined): string | undefined | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return isExactNumber(value) ? literalOf(value) : plainTextIn(value);
}

function plainTextIn(value: JsonValue | undefined): string | undefined | null {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : null;
}
