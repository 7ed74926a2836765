import { text, type TextValue } from '../../base/text';
import { Utf8Checker } from '../csv/utf8';
import { UploadError } from '../errors';
import { KoreanDecoder, type TextReader } from './korean';
import { encodingNames, type Encoding, type LegacyEncoding } from './recipe';
import { countLineFeeds, nothing, type Stage } from './stage';

/** Turns text of an encoding into UTF-8 without a byte-order mark. @throws UploadError `encoding` */
export function createDecoder(encoding: Encoding, fileName: string): Stage {
  switch (encoding) {
    case 'utf-8':
      return new Utf8Stage(fileName);
    case 'utf-16le':
    case 'utf-16be':
      return new Utf16Stage(encoding, fileName);
    case 'windows-1252':
      return new Windows1252Stage(fileName);
    default:
      return new LegacyStage(encoding, fileName);
  }
}

const mark = [0xef, 0xbb, 0xbf] as const;

class Utf8Stage implements Stage {
  readonly #checker = new Utf8Checker();
  /** The beginning, until it is long enough to tell whether it is a mark. */
  #beginning: Uint8Array | undefined = nothing;
  #line = 1;

  constructor(private readonly fileName: string) {}

  push(bytes: Uint8Array): Uint8Array {
    if (!this.#checker.accepts(bytes)) throw brokenAfter(this.fileName, 'UTF-8', this.#line);
    this.#line += countLineFeeds(bytes);
    if (!this.#beginning) return bytes;
    this.#beginning = Buffer.concat([this.#beginning, bytes]);
    return this.#beginning.length < mark.length ? nothing : this.#takeBeginning();
  }

  finish(): Uint8Array {
    if (!this.#checker.isComplete) throw brokenAfter(this.fileName, 'UTF-8', this.#line);
    return this.#takeBeginning();
  }

  #takeBeginning(): Uint8Array {
    const bytes = this.#beginning ?? nothing;
    this.#beginning = undefined;
    return mark.every((byte, index) => bytes[index] === byte) ? bytes.subarray(mark.length) : bytes;
  }
}

class Utf16Stage implements Stage {
  readonly #decoder: InstanceType<typeof TextDecoder>;

  constructor(
    encoding: 'utf-16le' | 'utf-16be',
    private readonly fileName: string,
  ) {
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  push(bytes: Uint8Array): Uint8Array {
    return this.#decode(() => this.#decoder.decode(bytes, { stream: true }));
  }

  finish(): Uint8Array {
    return this.#decode(() => this.#decoder.decode());
  }

  #decode(decode: () => string): Uint8Array {
    try {
      return Buffer.from(decode());
    } catch (error) {
      const message = text(
        '{0} is damaged: it is not UTF-16 throughout. Save it again, as UTF-8.',
        this.fileName,
      );
      throw new UploadError('encoding', message, undefined, { cause: error });
    }
  }
}

/** What the bytes from 0x80 to 0x9f stand for; those that stand for nothing are refused. */
const specials = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const undefinedBytes = /[\u0081\u008d\u008f\u0090\u009d]/;

/** By a table of its own, as some versions of Node take Windows-1252 for Latin-1. */
class Windows1252Stage implements Stage {
  #line = 1;

  constructor(private readonly fileName: string) {}

  push(bytes: Uint8Array): Uint8Array {
    const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    if (undefinedBytes.test(latin)) throw notLegacy(this.fileName, 'windows-1252', this.#line);
    this.#line += countLineFeeds(bytes);
    const decoded = latin.replace(
      /[\u0080-\u009f]/g,
      (character) => specials[character.charCodeAt(0) - 0x80] ?? character,
    );
    return Buffer.from(decoded);
  }

  finish(): Uint8Array {
    return nothing;
  }
}

/** What no text has: bytes that an encoding leaves free become these in some tables. */
const controls = /[\u0080-\u009f]/;
/** The same in Big5, where they may also become characters that mean nothing elsewhere. */
const controlsOrPrivate = /[\u0080-\u009f\ue000-\uf8ff]/;

/** By the platform's tables, in which Shift JIS is what Windows writes. */
class LegacyStage implements Stage {
  readonly #decoder: TextReader;
  readonly #wrong: RegExp;
  #line = 1;

  constructor(
    private readonly encoding: LegacyEncoding,
    private readonly fileName: string,
  ) {
    this.#decoder =
      encoding === 'euc-kr' ? new KoreanDecoder() : new TextDecoder(encoding, { fatal: true });
    this.#wrong = encoding === 'big5' ? controlsOrPrivate : controls;
  }

  push(bytes: Uint8Array): Uint8Array {
    const decoded = this.#decode(() => this.#decoder.decode(bytes, { stream: true }));
    // No character of these encodings has a line feed in it.
    this.#line += countLineFeeds(bytes);
    return decoded;
  }

  finish(): Uint8Array {
    return this.#decode(() => this.#decoder.decode());
  }

  #decode(decode: () => string): Uint8Array {
    let decoded: string | undefined;
    try {
      decoded = decode();
    } catch {
      decoded = undefined;
    }
    if (decoded === undefined || this.#wrong.test(decoded))
      throw notLegacy(this.fileName, this.encoding, this.#line);
    return Buffer.from(decoded);
  }
}

function brokenAfter(fileName: string, encoding: TextValue, line: number): UploadError {
  return new UploadError(
    'encoding',
    text('{0} is not {1}, somewhere after line {2}. Save it as UTF-8.', fileName, encoding, line),
  );
}

function notLegacy(fileName: string, encoding: LegacyEncoding, line: number): UploadError {
  return new UploadError(
    'encoding',
    text(
      '{0} is neither UTF-8 nor {1}, somewhere after line {2}. Save it as UTF-8, or set files.encoding to what it is in.',
      fileName,
      encodingNames[encoding],
      line,
    ),
  );
}
