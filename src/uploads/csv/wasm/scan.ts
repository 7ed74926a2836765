/*
 * The record scanner in AssemblyScript, compiled to WebAssembly with SIMD. It does what ../scanner.ts
 * does byte by byte, 64 bytes at a time: one bit per byte says where quotes, delimiters and line breaks
 * are; the running parity of the quotes says what is inside of quoted fields. Parity alone goes wrong
 * for good after one stray quote, so each quote is checked for its place; a block that holds one out
 * of place, and the rest that is shorter than a block, go through the plain state machine below.
 */

const LINE_FEED: u8 = 0x0a;
const CARRIAGE_RETURN: u8 = 0x0d;
const QUOTE: u8 = 0x22;

const FIELD_START = 0;
const UNQUOTED = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;
const AFTER_QUOTE_RETURN = 4;

const BLOCK = 64;
/** A record that began further back than this began there: only short lengths matter. */
const FARTHEST_START = -0x40000000;

/** Where the caller puts the bytes. Nothing else is kept in memory. */
export const data: usize = 1024;

export let delimiter: u8 = 0x2c;
export let records: u32 = 0;
export let strayQuotes: u32 = 0;
/** 0 until the first record has told it. */
export let columns: u32 = 0;
/** Index after the last record that isn't an empty line; -1 where this call has met none. */
export let boundary: i32 = -1;
export let boundaryLine: u32 = 1;
/** 0 where no record has another number of columns. */
export let mismatchLine: u32 = 0;
export let mismatchFound: u32 = 0;
export let line: u32 = 1;
export let quoteLine: u32 = 0;
export let state: i32 = FIELD_START;
/** Bytes of the record that has begun. */
export let openBytes: i32 = 0;

let delimitersInRecord: u32 = 0;
let recordStart: i32 = 0;
let recordLine: u32 = 1;
let skippedEmptyLine: bool = false;
let lastByte: u8 = 0;

/** Begins at a record's start on the given line. */
export function begin(firstLine: u32, knownColumns: u32, delimiterByte: u8): void {
  line = recordLine = boundaryLine = firstLine;
  columns = knownColumns;
  delimiter = delimiterByte;
}

/** Called before new bytes are put at `data`: `length` bytes were scanned of the former ones. */
export function moveOn(length: i32): void {
  recordStart = max(recordStart - length, FARTHEST_START);
}

/**
 * Scans the bytes from index `from` to `to`, and stops at the first record end at or past `target`.
 * Returns the index after the last byte scanned.
 */
export function scan(from: i32, to: i32, target: i32): i32 {
  boundary = -1;
  let index = from;
  while (index < to) {
    if (columns != 0 && !skippedEmptyLine) index = scanBlocks(index, to, target);
    const end = min(index + BLOCK, to);
    const stopped = scanBytes(index, end, target);
    if (stopped >= 0) {
      index = stopped;
      break;
    }
    index = end;
  }
  if (index > from) lastByte = load<u8>(data + index - 1);
  openBytes = index - recordStart;
  return index;
}

/** Ends the record that the end of the file leaves open. */
export function finish(end: i32): void {
  boundary = -1;
  endRecord(end, 0, line);
}

/**
 * The fast way through whole blocks. It goes on as long as every record has its columns and every quote
 * its place, and stops before the first block that it leaves to the state machine, such as the one with
 * a record end at or past `target`. Returns where that block begins. One long function, as its speed is
 * in what it keeps in local variables.
 */
function scanBlocks(from: i32, to: i32, target: i32): i32 {
  const expected = <u64>columns - 1;
  const wantedDelimiter = i8x16.splat(delimiter);
  let inside: u64 = state == QUOTED ? ~(<u64>0) : 0;
  let fieldStart: u64 = state == FIELD_START ? 1 : 0;
  let closed: u64 = state == AFTER_QUOTE ? 1 : 0;
  let returned: u64 = state == AFTER_QUOTE_RETURN ? 1 : 0;
  let lineNow: u64 = line;
  let quoteLineNow: u64 = quoteLine;
  let recordsNow: u64 = records;
  let delimitersNow: u64 = delimitersInRecord;
  let lastEnd: i32 = -1;
  let lastEndLine: u64 = 0;
  let index = from;
  for (; index <= to - BLOCK; index += BLOCK) {
    const at = data + <usize>index;
    const first = v128.load(at);
    const second = v128.load(at, 16);
    const third = v128.load(at, 32);
    const fourth = v128.load(at, 48);
    const quotes = bitsOf(first, second, third, fourth, i8x16.splat(QUOTE));
    const breaks = bitsOf(first, second, third, fourth, i8x16.splat(LINE_FEED));
    if (quotes == 0 && inside != 0) {
      lineNow += popcnt(breaks);
      continue;
    }
    let delimiters = bitsOf(first, second, third, fourth, wantedDelimiter);
    let ends = breaks;
    let insideAfter: u64 = 0;
    let closedAfter: u64 = 0;
    let returnedAfter: u64 = 0;
    if (quotes == 0) {
      if (((closed & ~(delimiters | breaks)) | (returned & ~breaks)) != 0) break;
    } else {
      const within = parity(quotes) ^ inside;
      ends &= ~within;
      delimiters &= ~within;
      const opening = quotes & within;
      const closing = quotes & ~within;
      const fieldStarts = ((delimiters | ends) << 1) | fieldStart;
      const afterClosing = (closing << 1) | closed;
      let misplaced =
        (opening & ~(fieldStarts | afterClosing)) |
        (afterClosing & ~(delimiters | ends | quotes)) |
        (returned & ~breaks);
      if (misplaced != 0) {
        const returns =
          afterClosing & bitsOf(first, second, third, fourth, i8x16.splat(CARRIAGE_RETURN));
        misplaced = (misplaced & ~returns) | ((returns << 1) & ~breaks);
        if (misplaced != 0) break;
        returnedAfter = returns >> 63;
      }
      const trulyOpening = opening & ~afterClosing;
      quoteLineNow = select(
        lineNow + popcnt(breaks & ~(~(<u64>0) << (63 - clz(trulyOpening)))),
        quoteLineNow,
        trulyOpening != 0,
      );
      insideAfter = <u64>((<i64>within) >> 63);
      closedAfter = closing >> 63;
    }
    const fieldStartAfter = (delimiters | ends) >> 63;
    if (ends == 0) delimitersNow += popcnt(delimiters);
    else {
      if (index + BLOCK >= target) break;
      // Each record that ends here, by the delimiters between its end and the one before.
      let endsLeft = ends;
      let delimitersLeft = delimiters;
      let before = delimitersNow;
      do {
        const below = ~endsLeft & (endsLeft - 1);
        if (before + popcnt(delimitersLeft & below) != expected) break;
        delimitersLeft &= ~below;
        endsLeft &= endsLeft - 1;
        before = 0;
      } while (endsLeft != 0);
      if (endsLeft != 0) break;
      delimitersNow = popcnt(delimitersLeft);
      recordsNow += popcnt(ends);
      const leading = clz(ends);
      lastEnd = index + BLOCK - <i32>leading;
      lastEndLine = lineNow + popcnt(breaks & (~(<u64>0) >> leading));
    }
    lineNow += popcnt(breaks);
    inside = insideAfter;
    fieldStart = fieldStartAfter;
    closed = closedAfter;
    returned = returnedAfter;
  }
  line = <u32>lineNow;
  quoteLine = <u32>quoteLineNow;
  records = <u32>recordsNow;
  delimitersInRecord = <u32>delimitersNow;
  if (inside != 0) state = QUOTED;
  else if (closed != 0) state = AFTER_QUOTE;
  else if (returned != 0) state = AFTER_QUOTE_RETURN;
  else state = fieldStart != 0 ? FIELD_START : UNQUOTED;
  if (lastEnd >= 0) {
    boundary = recordStart = lastEnd;
    boundaryLine = recordLine = <u32>lastEndLine;
  }
  return index;
}

/** The state machine of ../scanner.ts. Index at which to stop, or -1. */
function scanBytes(from: i32, to: i32, target: i32): i32 {
  for (let index = from; index < to; index += 1) {
    const byte = load<u8>(data + index);
    if (byte == LINE_FEED) {
      line += 1;
      if (state == QUOTED) continue;
      endRecord(index + 1, 1, line);
      state = FIELD_START;
      if (boundary >= target) return index + 1;
      continue;
    }
    step(byte);
  }
  return -1;
}

function step(byte: u8): void {
  if (state == QUOTED) {
    if (byte == QUOTE) state = AFTER_QUOTE;
    return;
  }
  if (byte == QUOTE) {
    if (state == FIELD_START) {
      state = QUOTED;
      quoteLine = line;
      return;
    }
    if (state == AFTER_QUOTE) {
      state = QUOTED;
      return;
    }
    strayQuotes += 1;
    state = UNQUOTED;
    return;
  }
  if (state == AFTER_QUOTE && byte == CARRIAGE_RETURN) {
    state = AFTER_QUOTE_RETURN;
    return;
  }
  if (state == AFTER_QUOTE_RETURN || (state == AFTER_QUOTE && byte != delimiter)) strayQuotes += 1;
  if (byte == delimiter) {
    delimitersInRecord += 1;
    state = FIELD_START;
  } else state = UNQUOTED;
}

function endRecord(end: i32, breakBytes: i32, nextLine: u32): void {
  const length = end - recordStart;
  const isReturn = breakBytes == 1 && length == 2 && byteBefore(end - 1) == CARRIAGE_RETURN;
  const empty = length <= breakBytes || isReturn;
  // In a file of one column an empty line is a record: a null.
  if (!empty || columns == 1) countRecord(end, nextLine);
  else skippedEmptyLine = true;
  recordStart = end;
  recordLine = nextLine;
  delimitersInRecord = 0;
}

function countRecord(end: i32, nextLine: u32): void {
  const fields = delimitersInRecord + 1;
  if (columns == 0) columns = fields;
  if (skippedEmptyLine) mark(boundaryLine, 1);
  if (fields != columns) mark(recordLine, fields);
  skippedEmptyLine = false;
  records += 1;
  boundary = end;
  boundaryLine = nextLine;
}

function mark(atLine: u32, found: u32): void {
  if (mismatchLine != 0) return;
  mismatchLine = atLine;
  mismatchFound = found;
}

function byteBefore(index: i32): u8 {
  return index > 0 ? load<u8>(data + index - 1) : lastByte;
}

/** One bit for each of 64 bytes that equals the one in each lane of `wanted`. */
function bitsOf(first: v128, second: v128, third: v128, fourth: v128, wanted: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(i8x16.eq(first, wanted)))) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(second, wanted)))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(third, wanted)))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(fourth, wanted)))) << 48)
  );
}

/** Bit n tells whether the bits 0 to n are odd in number. */
function parity(bits: u64): u64 {
  let sum = bits;
  sum ^= sum << 1;
  sum ^= sum << 2;
  sum ^= sum << 4;
  sum ^= sum << 8;
  sum ^= sum << 16;
  return sum ^ (sum << 32);
}
