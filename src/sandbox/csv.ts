const lineFeed = 0x0a;
const quote = 0x22;
const comma = 0x2c;

/** What a pass over a part has found. */
export interface CsvFacts {
  /** RFC 4180 records. */
  readonly rows: number;
  readonly bytes: number;
  /** False where the last record is left open: the next part's first record runs into it. */
  readonly endsWithLineBreak: boolean;
  /** Why the part is refused; the row in it counts from 1 within the part, as Domo's does. */
  readonly problem: string | undefined;
}

/**
 * Counts and checks headerless CSV in one pass, piece by piece, keeping nothing of it. Domo's rules:
 * comma only, rows end with CRLF or LF, a quote inside an unquoted field is invalid, and each row has
 * as many columns as the schema.
 */
export class CsvCounter {
  readonly #expectedColumns: number | undefined;
  #rows = 0;
  #bytes = 0;
  #separators = 0;
  #insideQuotes = false;
  /** The last piece ended with a quote, and what follows tells whether it closed the field. */
  #quotePending = false;
  #lastByte: number | undefined;
  #problem: string | undefined;

  /** Without `expectedColumns` rows may have any number of them. */
  constructor(expectedColumns: number | undefined) {
    this.#expectedColumns = expectedColumns;
  }

  /** True as soon as the part can only be refused. */
  get failed(): boolean {
    return this.#problem !== undefined;
  }

  push(piece: Buffer): void {
    let position = 0;
    if (this.#quotePending && piece.length > 0) {
      this.#quotePending = false;
      position = this.#afterQuote(piece, 0);
    }
    while (position < piece.length && !this.failed)
      position = this.#insideQuotes
        ? this.#scanQuoted(piece, position)
        : this.#scanPlain(piece, position);
    this.#bytes += piece.length;
    this.#lastByte = piece.at(-1) ?? this.#lastByte;
  }

  end(): CsvFacts {
    const endsWithLineBreak = this.#bytes === 0 || this.#lastByte === lineFeed;
    if (this.#insideQuotes) this.#fail('a quoted field has no closing quote');
    else if (!endsWithLineBreak && !this.failed) this.#endRow();
    return { rows: this.#rows, bytes: this.#bytes, endsWithLineBreak, problem: this.#problem };
  }

  /** Stops behind the quote that opens a field, or at the end of the piece. */
  #scanPlain(piece: Buffer, start: number): number {
    let separators = this.#separators;
    for (let position = start; position < piece.length; position += 1) {
      const byte = piece[position] ?? 0;
      // Letters and digits all lie above the comma: most bytes cost one comparison.
      if (byte > comma) continue;
      if (byte === comma) separators += 1;
      else if (byte === lineFeed) {
        this.#separators = separators;
        this.#endRow();
        if (this.failed) return position;
        separators = 0;
      } else if (byte === quote) {
        this.#separators = separators;
        this.#openQuote(position === 0 ? this.#lastByte : piece[position - 1]);
        return position + 1;
      }
    }
    this.#separators = separators;
    return piece.length;
  }

  /** Only at its start does a quote open a field; elsewhere it is text, as in real files: `5" pipe`. */
  #openQuote(before: number | undefined): void {
    this.#insideQuotes = before === undefined || before === comma || before === lineFeed;
  }

  /** Inside quotes only the next quote matters, and `indexOf` finds it fastest. */
  #scanQuoted(piece: Buffer, start: number): number {
    const found = piece.indexOf(quote, start);
    if (found === -1) return piece.length;
    this.#insideQuotes = false;
    if (found + 1 === piece.length) {
      this.#quotePending = true;
      return piece.length;
    }
    return this.#afterQuote(piece, found + 1);
  }

  /** A second quote is a quote in the text; otherwise the quoted part ends here. */
  #afterQuote(piece: Buffer, position: number): number {
    this.#insideQuotes = piece[position] === quote;
    return this.#insideQuotes ? position + 1 : position;
  }

  #endRow(): void {
    this.#rows += 1;
    const columns = this.#separators + 1;
    this.#separators = 0;
    const expected = this.#expectedColumns;
    if (expected === undefined || columns === expected) return;
    const difference = columns > expected ? 'many' : 'few';
    this.#problem ??=
      `Invalid CSV: too ${difference} columns, expected ${expected}, ` +
      `found ${columns}, row ${this.#rows}`;
  }

  #fail(reason: string): void {
    this.#problem ??= `Invalid CSV: ${reason}, row ${this.#rows + 1}`;
  }
}
