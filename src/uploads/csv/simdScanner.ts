import {
  RecordScanner,
  roomBytes,
  type ColumnMismatch,
  type Scanner,
  type ScannerStart,
} from './scanner';
import moduleBytes from './wasm/scan.wasm';

/** A number that lives in WebAssembly. */
interface Global {
  readonly value: number;
}

/** What `wasm/scan.ts` exports, as WebAssembly shows it. */
interface ScanExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly data: Global;
  readonly records: Global;
  readonly strayQuotes: Global;
  readonly columns: Global;
  readonly boundary: Global;
  readonly boundaryLine: Global;
  readonly mismatchLine: Global;
  readonly mismatchFound: Global;
  readonly quoteLine: Global;
  readonly state: Global;
  readonly openBytes: Global;
  begin(firstLine: number, knownColumns: number, delimiter: number): void;
  moveOn(length: number): void;
  scan(from: number, to: number, target: number): number;
  finish(end: number): void;
}

const comma = 0x2c;
const quotedState = 2;
const longestTarget = 0x7fffffff;

/** The fastest scanner that this engine can run: both find the same. */
export function createScanner(start: ScannerStart): Scanner {
  return WebAssembly.validate(moduleBytes) ? new SimdScanner(start) : new RecordScanner(start);
}

/** The same as `RecordScanner`, in WebAssembly, 64 bytes at a time. */
export class SimdScanner implements Scanner {
  boundary: number;
  readonly room: Uint8Array;
  readonly #exports: ScanExports;
  /** File offset of the first byte in `room`. */
  #base: number;
  #loaded = 0;
  #scanned = 0;

  constructor(start: ScannerStart) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes), {});
    this.#exports = instance.exports as ScanExports;
    this.room = new Uint8Array(this.#exports.memory.buffer, this.#exports.data.value, roomBytes);
    this.#exports.begin(start.line, start.columns ?? 0, start.delimiter ?? comma);
    this.boundary = this.#base = start.offset;
  }

  get records(): number {
    return this.#exports.records.value >>> 0;
  }

  get strayQuotes(): number {
    return this.#exports.strayQuotes.value >>> 0;
  }

  get boundaryLine(): number {
    return this.#exports.boundaryLine.value >>> 0;
  }

  get mismatch(): ColumnMismatch | undefined {
    const line = this.#exports.mismatchLine.value >>> 0;
    const { columns, mismatchFound } = this.#exports;
    return line === 0 ? undefined : { line, expected: columns.value, found: mismatchFound.value };
  }

  get openQuoteLine(): number | undefined {
    const { state, quoteLine } = this.#exports;
    return state.value === quotedState ? quoteLine.value >>> 0 : undefined;
  }

  scan(bytes: Uint8Array, from: number, target: number): number {
    let index = from;
    while (index < bytes.length) {
      if (this.#scanned === this.#loaded) this.#load(bytes.subarray(index));
      const relativeTarget = Math.min(Math.max(target - this.#base, 0), longestTarget);
      const before = this.#scanned;
      this.#scanned = this.#exports.scan(before, this.#loaded, relativeTarget);
      index += this.#scanned - before;
      const end = this.#exports.boundary.value;
      if (end >= 0) this.boundary = this.#base + end;
      if (end >= 0 && this.boundary >= target) break;
    }
    return index;
  }

  finish(): boolean {
    const missesBreak = this.#exports.openBytes.value > 0;
    if (missesBreak) {
      this.#exports.finish(this.#scanned);
      if (this.#exports.boundary.value >= 0) this.boundary = this.#base + this.#scanned;
    }
    return missesBreak;
  }

  /** The next bytes, or as many of them as there is room for. */
  #load(bytes: Uint8Array): void {
    this.#exports.moveOn(this.#scanned);
    this.#base += this.#scanned;
    this.#scanned = 0;
    this.#loaded = Math.min(bytes.length, this.room.length);
    if (bytes.buffer !== this.room.buffer) this.room.set(bytes.subarray(0, this.#loaded));
  }
}
