/** By key: each bundle has a copy of this file, and a number may come from another one. */
const literal: unique symbol = Symbol.for('domo-streams.numberLiteral');

/**
 * A number of a JSON text that JavaScript would round, such as an id above 2^53. It is kept as it is
 * written, as a document that rounds it would change it in Domo by the next save of its object.
 */
export interface ExactNumber {
  readonly [literal]: string;
  /** The rounded number, for whoever makes JSON of it without knowing. */
  toJSON(): number;
}

export function exactNumber(text: string): ExactNumber {
  return { [literal]: text, toJSON: () => Number(text) };
}

export function isExactNumber(value: unknown): value is ExactNumber {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, literal);
}

/** The number as it is written. */
export function literalOf(number: ExactNumber): string {
  return number[literal];
}

export function isSameNumber(left: ExactNumber, right: ExactNumber): boolean {
  return normalized(left[literal]) === normalized(right[literal]);
}

/** Whether a number as it is written comes to another value in JavaScript; false for what is no number. */
export function isRounded(text: string): boolean {
  const written = normalized(text);
  return written !== undefined && written !== normalized(String(Number(text)));
}

/** One form for all in which the same number can be written; undefined where it is none. */
function normalized(text: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  let length = digits.length;
  while (digits[length - 1] === '0') length -= 1;
  if (length === 0) return '0';
  const power = Number(exponent) - fraction.length + digits.length - length;
  return `${sign}${digits.slice(0, length)}e${power}`;
}
