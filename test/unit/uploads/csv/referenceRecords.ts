/** What a slow and obvious reading finds, with which the scanner is compared. */
export interface ReferenceRecord {
  readonly text: string;
  /** Index behind the record's line break. */
  readonly end: number;
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly fields: number;
}

export interface Reference {
  readonly records: readonly ReferenceRecord[];
  /** Line of the quote that is never closed. */
  readonly openQuoteLine: number | undefined;
}

/** Reads field after field; empty lines are records of one field. */
export function referenceRecords(text: string): Reference {
  const records: ReferenceRecord[] = [];
  for (let start = 0; start < text.length;) {
    const line = lineOf(text, start);
    let index = start;
    let fields = 0;
    do {
      if (fields > 0) index += 1;
      fields += 1;
      const end = endOfField(text, index);
      if (end === undefined) return { records, openQuoteLine: lineOf(text, index) };
      index = end;
    } while (text[index] === ',');
    const end = Math.min(index + 1, text.length);
    records.push({ text: text.slice(start, end), end, line, fields });
    start = end;
  }
  return { records, openQuoteLine: undefined };
}

/** Index of the delimiter, line feed or end behind a field; undefined where its quote never closes. */
function endOfField(text: string, start: number): number | undefined {
  let index = start;
  if (text[start] === '"') {
    const quoted = /^"(?:[^"]|"")*"(?!")/.exec(text.slice(start));
    if (!quoted) return undefined;
    index += quoted[0].length;
  }
  while (index < text.length && text[index] !== ',' && text[index] !== '\n') index += 1;
  return index;
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
