import { text, type Text } from '../../base/text';
import { UploadError, type SourcePlace } from '../errors';
import { quoteWhereNeeded, readMembers, toField } from './jsonLine';
import { nothing, type Stage } from './stage';

const lineFeed = 0x0a;
/** A line must be held as a whole to be read. */
const longestLineBytes = 64 * 1024 * 1024;

/** How messages name the file, and where its lines are. */
export interface NamedText {
  readonly fileName: string;
  readonly placeOf: (line: number) => SourcePlace | undefined;
}

/** Makes rows of JSON lines, below a header that names the columns. Empty lines are left out. */
export class JsonLinesStage implements Stage {
  readonly #known: ReadonlySet<string>;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #line = 0;

  constructor(
    private readonly columns: readonly string[],
    private readonly text: NamedText,
  ) {
    this.#known = new Set(columns);
  }

  push(bytes: Uint8Array): Uint8Array {
    const rows: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      rows.push(this.#takeLine(bytes.subarray(start, end)));
      start = end + 1;
    }
    this.#hold(bytes.subarray(start));
    return Buffer.from(rows.join(''));
  }

  finish(): Uint8Array {
    return this.#heldBytes > 0 ? Buffer.from(this.#takeLine(nothing)) : nothing;
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > longestLineBytes) {
      const line = this.#line + 1;
      throw this.#refuse(
        text('{0} is longer than the 64 MB that an object may have.', this.#place(line)),
        line,
      );
    }
    // A copy, as the caller may use its buffer again.
    this.#held.push(Uint8Array.from(bytes));
  }

  #takeLine(end: Uint8Array): string {
    const line = Buffer.concat([...this.#held, end]).toString();
    this.#held = [];
    this.#heldBytes = 0;
    this.#line += 1;
    const header = this.#line === 1 ? `${this.columns.map(quoteWhereNeeded).join(',')}\n` : '';
    return header + (line.trim() === '' ? '' : this.#toRow(line));
  }

  #toRow(line: string): string {
    const members = readMembers(line);
    if (!members)
      throw this.#refuse(text('{0} is not a JSON object. Each line must hold one.', this.#place()));
    for (const key of members.keys())
      if (!this.#known.has(key))
        throw this.#refuse(
          text(
            '{0} has “{1}”, which no column has: {2}.',
            this.#place(),
            key,
            this.columns.join(', '),
          ),
        );
    const row = this.columns.map((column) => toField(members.get(column))).join(',');
    // An empty line would be no row.
    if (row === '')
      throw this.#refuse(
        text('{0} has nothing in the only column, which CSV can’t hold.', this.#place()),
      );
    return `${row}\n`;
  }

  #place(line = this.#line): Text {
    return text('{0}, line {1}', this.text.fileName, line);
  }

  #refuse(message: Text, line = this.#line): UploadError {
    return new UploadError('json', message, this.text.placeOf(line));
  }
}
