import { basename } from 'node:path';
import { throwIfAborted } from '../../base/abort';
import { text } from '../../base/text';
import type { Scanner } from '../csv/scanner';
import { createScanner } from '../csv/simdScanner';
import { Utf8Checker } from '../csv/utf8';
import { placeIn, type Recipe } from '../formats/recipe';
import { UploadError } from '../errors';
import { originalPath, partSizeOf, type Cut, type Upload, type UploadOptions } from '../upload';

/** Reads at most `block.length` bytes of the file at `position`, and at least one. */
export type ReadBlock = (block: Uint8Array, position: number) => number | Promise<number>;

/**
 * Cuts the rest of the upload's file into parts at record ends: every byte of every record is in exactly
 * one part, in order. Empty lines at the end of the file are left out.
 * @throws UploadError `columns`, `unclosedQuote`, `encoding`, `fileEmpty`, each with its line
 */
export async function* cutParts(
  upload: Upload,
  read: ReadBlock,
  signal: AbortSignal,
): AsyncGenerator<Cut, void> {
  const previous = upload.cuts.at(-1);
  const cutter = new Cutter(upload, previous);
  const { size } = upload.source;
  for (let position = previous?.end ?? upload.firstOffset; position < size;) {
    throwIfAborted(signal);
    const room = cutter.room.subarray(0, size - position);
    const bytesRead = await read(room, position);
    position += bytesRead;
    yield* cutter.cutBlock(room.subarray(0, bytesRead));
  }
  yield* cutter.finish();
}

class Cutter {
  readonly #scanner: Scanner;
  readonly #utf8 = new Utf8Checker();
  readonly #path: string;
  readonly #recipe: Recipe | undefined;
  readonly #options: UploadOptions;
  #start: number;
  #records = 0;
  #strayQuotes = 0;
  #number: number;

  constructor(upload: Upload, previous: Cut | undefined) {
    this.#path = originalPath(upload);
    this.#recipe = upload.conversion?.recipe;
    this.#options = upload.options;
    this.#start = previous?.end ?? upload.firstOffset;
    this.#number = previous?.number ?? 0;
    const line = previous?.nextLine ?? upload.firstLine;
    this.#scanner = createScanner({ offset: this.#start, line, columns: upload.columns });
  }

  /** Where blocks are read to. */
  get room(): Uint8Array {
    return this.#scanner.room;
  }

  *cutBlock(block: Uint8Array): Generator<Cut> {
    if (!this.#utf8.accepts(block)) throw this.#notUtf8();
    for (let index = 0; index < block.length;) {
      const target = this.#start + partSizeOf(this.#options, this.#number + 1);
      index = this.#scanner.scan(block, index, target);
      this.#assertColumns();
      if (this.#scanner.boundary >= target) yield this.#cut(false);
    }
  }

  *finish(): Generator<Cut> {
    const { openQuoteLine } = this.#scanner;
    const addBreak = this.#scanner.finish();
    if (openQuoteLine !== undefined) throw this.#unclosed(openQuoteLine);
    if (!this.#utf8.isComplete) throw this.#notUtf8();
    this.#assertColumns();
    if (this.#scanner.boundary > this.#start) yield this.#cut(addBreak);
    if (this.#number === 0)
      throw new UploadError(
        'fileEmpty',
        text('{0} has no rows beside its header.', basename(this.#path)),
      );
  }

  #cut(addBreak: boolean): Cut {
    const { boundary: end, boundaryLine: nextLine, records, strayQuotes } = this.#scanner;
    const start = this.#start;
    this.#number += 1;
    const cut = {
      number: this.#number,
      start,
      end,
      records: records - this.#records,
      strayQuotes: strayQuotes - this.#strayQuotes,
      addBreak,
      nextLine,
    };
    this.#start = end;
    this.#records = records;
    this.#strayQuotes = strayQuotes;
    return cut;
  }

  #assertColumns(): void {
    const { mismatch } = this.#scanner;
    if (!mismatch) return;
    const { line, found, expected } = mismatch;
    const file = basename(this.#path);
    throw new UploadError(
      'columns',
      found === 1
        ? text('{0}, line {1} is empty or has 1 column; {2} expected.', file, line, expected)
        : text('{0}, line {1} has {2} columns; {3} expected.', file, line, found, expected),
      placeIn(this.#path, line, this.#recipe),
    );
  }

  #unclosed(line: number): UploadError {
    return new UploadError(
      'unclosedQuote',
      text(
        '{0}: the quote that opens a field in line {1} never closes.',
        basename(this.#path),
        line,
      ),
      placeIn(this.#path, line, this.#recipe),
    );
  }

  #notUtf8(): UploadError {
    const line = this.#scanner.boundaryLine;
    return new UploadError(
      'encoding',
      text(
        '{0} is not {1}, somewhere after line {2}. Save it as UTF-8.',
        basename(this.#path),
        'UTF-8',
        line,
      ),
      placeIn(this.#path, line, this.#recipe),
    );
  }
}
