/** What reads text as a `TextDecoder` does. */
export interface TextReader {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
/** Where EUC-KR has its syllables, two bytes each. */
const ownLeads = { first: 0xb0, last: 0xc8 };
const ownTrails = { first: 0xa1, last: 0xfe };
const firstLead = 0x81;

/**
 * Reads EUC-KR as Windows writes it, with all syllables of Korean. Node knows the 2,350 of the standard alone:
 * of the others it refuses some, and makes a control character and a letter of the rest.
 */
export class KoreanDecoder implements TextReader {
  readonly #standard = new TextDecoder('euc-kr', { fatal: true });
  readonly #added = addedCharacters(this.#standard);
  /** The first byte of a pair that a piece ended with. */
  #held: Uint8Array = new Uint8Array(0);

  /** @throws TypeError for what is no such text */
  decode(bytes: Uint8Array = new Uint8Array(0), { stream = false } = {}): string {
    const joined = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
    let text = '';
    let from = 0;
    let index = 0;
    while (index < joined.length) {
      const length = (joined[index] ?? 0) < firstLead ? 1 : 2;
      if (index + length > joined.length) break;
      const added = length === 2 && this.#added.get(pair(joined[index], joined[index + 1]));
      if (added) {
        text += this.#standard.decode(joined.subarray(from, index)) + added;
        from = index + length;
      }
      index += length;
    }
    const end = stream ? index : joined.length;
    this.#held = Uint8Array.from(joined.subarray(end));
    return text + this.#standard.decode(joined.subarray(from, end));
  }
}

function pair(lead = 0, trail = 0): number {
  return (lead << 8) | trail;
}

/** The syllables that the standard lacks are in the order of Unicode, in the pairs that it leaves free. */
function addedCharacters(standard: TextReader): ReadonlyMap<number, string> {
  const own = new Set(standard.decode(ownPairs()));
  const added = new Map([
    [0xa2e6, '€'],
    [0xa2e7, '®'],
  ]);
  const pairs = freePairs();
  for (let code = firstSyllable; code <= lastSyllable; code += 1) {
    const syllable = String.fromCharCode(code);
    if (!own.has(syllable)) added.set(pairs.next().value ?? 0, syllable);
  }
  return added;
}

function ownPairs(): Uint8Array {
  const bytes: number[] = [];
  for (let lead = ownLeads.first; lead <= ownLeads.last; lead += 1)
    for (let trail = ownTrails.first; trail <= ownTrails.last; trail += 1) bytes.push(lead, trail);
  return Uint8Array.from(bytes);
}

function* freePairs(): Generator<number, undefined> {
  for (let lead = firstLead; ; lead += 1)
    for (let trail = 0x41; trail < (lead < ownTrails.first ? 0xff : ownTrails.first); trail += 1) {
      const isLetter = trail <= 0x5a || (trail >= 0x61 && trail <= 0x7a);
      if (isLetter || trail >= firstLead) yield pair(lead, trail);
    }
}
