const comma = 0x2c;
const quote = 0x22;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Where the scanner stands inside a record. */
const enum State {
  FieldStart,
  Unquoted,
  Quoted,
  /** After a quote inside a quoted field: the field's end, or the first half of a doubled quote. */
  AfterQuote,
  /** After a closing quote and a carriage return: a line feed must follow. */
  AfterQuoteReturn,
}

/** Bytes that a scanner has room for. */
export const roomBytes = 1024 * 1024;

/** A record with another number of columns than the first one. */
export interface ColumnMismatch {
  /** Line of the record's start, from 1. */
  readonly line: number;
  readonly expected: number;
  readonly found: number;
}

export interface ScannerStart {
  /** Offset in the file of the first byte that will be scanned. */
  readonly offset: number;
  /** Line of that byte, from 1. */
  readonly line: number;
  /** Columns that each record must have; taken from the first record where absent. */
  readonly columns?: number | undefined;
  readonly delimiter?: number;
}

/** Finds the ends of CSV records in pieces of a file of any length. All offsets are those of the file. */
export interface Scanner {
  /** Complete records so far, empty lines left out. */
  readonly records: number;
  /** Quotes that neither open, close nor double. */
  readonly strayQuotes: number;
  /** The first record with another number of columns. */
  readonly mismatch: ColumnMismatch | undefined;
  /** End of the last record that isn't an empty line: the only place to cut. */
  readonly boundary: number;
  /** Line that begins at `boundary`, empty lines aside. */
  readonly boundaryLine: number;
  /** Line of the quote that opened the field in which the scan stands; undefined outside of quotes. */
  readonly openQuoteLine: number | undefined;
  /** Where bytes may be read to, from its start on: they are scanned there, without being copied. */
  readonly room: Uint8Array;

  /**
   * Scans bytes from index `from` up to the first record end at or past file offset `target`.
   * @returns the index after the last byte scanned
   */
  scan(bytes: Uint8Array, from: number, target: number): number;

  /**
   * Ends the scan at the end of the file.
   * @returns whether the last record has no line break of its own
   */
  finish(): boolean;
}

/**
 * The plain scanner, byte by byte, strictly by RFC 4180: a quote opens a field only at its start, so a
 * lone one (`5" pipe`) is counted and swallows nothing. Records end with LF or CRLF.
 */
export class RecordScanner implements Scanner {
  records = 0;
  strayQuotes = 0;
  mismatch: ColumnMismatch | undefined;
  columns: number | undefined;
  boundary: number;
  boundaryLine: number;

  #room: Uint8Array | undefined;
  #state = State.FieldStart;
  #fields = 1;
  #offset: number;
  #line: number;
  #recordStart: number;
  #recordLine: number;
  #quoteLine = 0;
  #lastByte = 0;
  readonly #delimiter: number;

  constructor(start: ScannerStart) {
    this.#offset = this.#recordStart = this.boundary = start.offset;
    this.#line = this.#recordLine = this.boundaryLine = start.line;
    this.columns = start.columns;
    this.#delimiter = start.delimiter ?? comma;
  }

  /** Made when it is asked for: most files that come here are short and have their bytes already. */
  get room(): Uint8Array {
    return (this.#room ??= Buffer.allocUnsafeSlow(roomBytes));
  }

  get openQuoteLine(): number | undefined {
    return this.#state === State.Quoted ? this.#quoteLine : undefined;
  }

  scan(bytes: Uint8Array, from: number, target: number): number {
    const base = this.#offset - from;
    let index = from;
    while (index < bytes.length) {
      const byte = bytes[index] ?? 0;
      index += 1;
      if (byte === lineFeed) {
        this.#line += 1;
        if (this.#state !== State.Quoted) {
          const previous = index > 1 ? (bytes[index - 2] ?? 0) : this.#lastByte;
          this.#endRecord(base + index, previous === carriageReturn ? 2 : 1);
          if (this.boundary >= target) break;
        }
      } else if (byte === quote || byte === this.#delimiter || !this.#inPlainText()) {
        this.#step(byte);
      }
    }
    this.#offset = base + index;
    if (index > from) this.#lastByte = bytes[index - 1] ?? 0;
    return index;
  }

  finish(): boolean {
    const missesBreak = this.#offset > this.#recordStart;
    if (missesBreak) this.#endRecord(this.#offset, 0);
    return missesBreak;
  }

  /** Whether only a quote, a delimiter or a line break can change the state. */
  #inPlainText(): boolean {
    return this.#state === State.Unquoted || this.#state === State.Quoted;
  }

  #step(byte: number): void {
    switch (this.#state) {
      case State.Quoted:
        if (byte === quote) this.#state = State.AfterQuote;
        return;
      case State.FieldStart:
        if (byte === quote) {
          this.#state = State.Quoted;
          this.#quoteLine = this.#line;
          return;
        }
        break;
      case State.AfterQuote:
        if (byte === quote) this.#state = State.Quoted;
        else if (byte === carriageReturn) this.#state = State.AfterQuoteReturn;
        else if (byte !== this.#delimiter) this.#stray();
        if (byte !== this.#delimiter) return;
        break;
      case State.AfterQuoteReturn:
        this.#stray();
        break;
      case State.Unquoted:
        if (byte === quote) this.strayQuotes += 1;
    }
    if (byte === this.#delimiter) {
      this.#fields += 1;
      this.#state = State.FieldStart;
    } else this.#state = State.Unquoted;
  }

  #stray(): void {
    this.strayQuotes += 1;
    this.#state = State.Unquoted;
  }

  #endRecord(end: number, breakLength: number): void {
    const empty = end - this.#recordStart <= breakLength;
    // In a file of one column an empty line is a record: a null.
    if (!empty || this.columns === 1) this.#countRecord(end);
    this.#recordStart = end;
    this.#recordLine = this.#line;
    this.#fields = 1;
    this.#state = State.FieldStart;
  }

  #countRecord(end: number): void {
    this.columns ??= this.#fields;
    // Empty lines between records are records without fields; at the end of the file they are none.
    if (this.#recordStart > this.boundary) this.#mark(this.boundaryLine, 1);
    if (this.#fields !== this.columns) this.#mark(this.#recordLine, this.#fields);
    this.records += 1;
    this.boundary = end;
    this.boundaryLine = this.#line;
  }

  #mark(line: number, found: number): void {
    this.mismatch ??= { line, expected: this.columns ?? found, found };
  }
}
