import { text, type Text } from '../../../base/text';
import { UploadError } from '../../errors';
import type { NamedText } from '../format';
import { quoteWhereNeeded, readMembers, toField } from '../jsonLine';
import { nothing, type Stage } from '../stage';

const lineFeed = 0x0a;
/** A line must be held as a whole to be read. */
const longestLineBytes = 64 * 1024 * 1024;

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
    const end = bytes.lastIndexOf(lineFeed) + 1;
    const rows = end > 0 ? this.#takeLines(bytes.subarray(0, end)) : nothing;
    this.#hold(bytes.subarray(end));
    return rows;
  }

  finish(): Uint8Array {
    return this.#heldBytes > 0 ? this.#takeLines(nothing) : nothing;
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

  /** The rows of whole lines, the first of which may have begun in what is held. */
  #takeLines(bytes: Uint8Array): Uint8Array {
    const lines = Buffer.concat([...this.#held, bytes]).toString();
    this.#held = [];
    this.#heldBytes = 0;
    const rows = this.#line === 0 ? [`${this.columns.map(quoteWhereNeeded).join(',')}\n`] : [];
    for (let start = 0; start < lines.length;) {
      const end = lines.indexOf('\n', start);
      const line = lines.slice(start, end < 0 ? lines.length : end);
      this.#line += 1;
      if (/\S/.test(line)) rows.push(this.#toRow(line));
      start += line.length + 1;
    }
    return Buffer.from(rows.join(''));
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
