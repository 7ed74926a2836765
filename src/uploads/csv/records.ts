/** One parsed record and where the next one begins. */
export interface ParsedRecord {
  readonly fields: string[];
  /** Index after the record's line break. */
  readonly end: number;
}

/**
 * Parses the record that begins at `start`, by RFC 4180. Meant for the first records of a sample; the
 * scanner handles whole files.
 * @returns undefined where the text ends inside a quoted field or nothing is left
 */
export function parseRecord(
  text: string,
  start: number,
  delimiter: string,
): ParsedRecord | undefined {
  if (start >= text.length) return undefined;
  const fields: string[] = [];
  for (let index = start; ;) {
    const field = text[index] === '"' ? quotedField(text, index) : { value: '', end: index };
    if (!field) return undefined;
    const end = endOfPlainText(text, field.end, delimiter);
    const plain = text.slice(field.end, end);
    const atEnd = text[end] !== delimiter;
    fields.push(field.value + (atEnd ? plain.replace(/\r$/, '') : plain));
    if (atEnd) return { fields, end: Math.min(end + 1, text.length) };
    index = end + 1;
  }
}

/** The first records of a sample; empty lines and what the sample cuts off are left out. */
export function parseRecords(text: string, limit: number, delimiter: string): ParsedRecord[] {
  const records: ParsedRecord[] = [];
  let index = 0;
  while (records.length < limit) {
    const record = parseRecord(text, index, delimiter);
    if (!record) break;
    // By its text, not its fields: a record may well be one quoted field without anything in it.
    if (!/^\r?\n?$/.test(text.slice(index, record.end))) records.push(record);
    index = record.end;
  }
  return records;
}

function quotedField(text: string, start: number): { value: string; end: number } | undefined {
  let value = '';
  for (let index = start + 1; ;) {
    const close = text.indexOf('"', index);
    if (close < 0) return undefined;
    value += text.slice(index, close);
    if (text[close + 1] !== '"') return { value, end: close + 1 };
    value += '"';
    index = close + 2;
  }
}

function endOfPlainText(text: string, start: number, delimiter: string): number {
  let index = start;
  while (index < text.length && text[index] !== delimiter && text[index] !== '\n') index += 1;
  return index;
}
