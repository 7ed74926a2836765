import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json';
import type { Text } from '../../base/text';
import { readList, unexpected, type ListLimits, type Read } from './elements';

/** How streams or executions are read from responses. The call is named in errors. */
export interface Readers<T> {
  /** @throws DomoError `unexpectedAnswer`, naming the field and the call */
  readonly one: (value: JsonValue | undefined, call: string) => T;
  /**
   * For those who show the JSON: an odd one has a `problem`.
   * @throws DomoError `unexpectedAnswer` if it isn't even an object
   */
  readonly any: (value: JsonValue | undefined, call: string, id: number) => T;
  /** @throws DomoError `unexpectedAnswer`, naming the call; odd elements have a `problem` */
  readonly list: (value: JsonValue | undefined, call: string, limits?: ListLimits) => T[];
}

/** What sets one resource apart from another. */
interface Reading<T> {
  readonly element: (element: JsonValue | undefined) => Read<T>;
  /** JSON of which nothing but the ID is known. */
  readonly bare: (id: number) => JsonObject;
  readonly odd: (problem: Text | undefined) => Text;
}

/** The readers of a resource, made from how one element is read. */
export function readersOf<T extends object>({ element, bare, odd }: Reading<T>): Readers<T> {
  const one: Readers<T>['one'] = (value, call) => {
    const { row, problem } = element(value);
    if (row && !problem) return row;
    throw unexpected(odd(problem), call);
  };
  return {
    one,
    any: (value, call, id) => {
      const { row, problem } = element(value);
      if (row) return row;
      if (!isJsonObject(value)) throw unexpected(odd(problem), call);
      return { ...one(bare(id), call), raw: value, problem };
    },
    list: (value, call, limits = {}) => readList(value, call, limits, element),
  };
}
