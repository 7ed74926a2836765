/** The types of a DataSet's columns that limit their values; any text fits in another type. */
export type ValueType = 'LONG' | 'DECIMAL' | 'DOUBLE' | 'DATE' | 'DATETIME';

const smallestLong = -(2n ** 63n);
const largestLong = 2n ** 63n - 1n;
/** More digits than any number of 64 bits has; longer texts need no calculation. */
const mostLongDigits = 20;

const patterns = {
  LONG: /^[+-]?\d+$/,
  DECIMAL: /^[+-]?(?:\d+\.?\d*|\.\d+)$/,
  DOUBLE: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
} as const;

const date = /^(\d{4})-(\d\d)-(\d\d)/;
const timeOfDay = /^[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/**
 * Whether a value can be stored in a column of a type as it is. An empty value is null, which every column
 * takes. Any value fits in a type that is not a `ValueType`.
 */
export function fits(value: string, type: string): boolean {
  if (value === '') return true;
  switch (type) {
    case 'LONG':
      return isLong(value);
    case 'DECIMAL':
    case 'DOUBLE':
      return patterns[type].test(value);
    case 'DATE':
      return value.length === 10 && isDate(value);
    case 'DATETIME':
      return isDate(value) && (value.length === 10 || isTime(value.slice(10)));
    default:
      return true;
  }
}

function isLong(value: string): boolean {
  if (!patterns.LONG.test(value)) return false;
  const digits = value.replace(/^[+-]?0*/, '');
  if (digits.length >= mostLongDigits) return false;
  const number = BigInt(`${value.startsWith('-') ? '-' : ''}${digits || '0'}`);
  return number >= smallestLong && number <= largestLong;
}

/** Whether the text begins with a day that exists, as `yyyy-MM-dd`. */
function isDate(value: string): boolean {
  const [, year, month, day] = date.exec(value) ?? [];
  if (day === undefined) return false;
  const parsed = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // `Date.UTC` takes the years 0 to 99 for those of the 20th century.
  parsed.setUTCFullYear(Number(year));
  return parsed.getUTCMonth() === Number(month) - 1 && parsed.getUTCDate() === Number(day);
}

function isTime(text: string): boolean {
  const [, hours, minutes, seconds = '0'] = timeOfDay.exec(text) ?? [];
  return Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}
