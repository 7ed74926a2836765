/** A text shorter than this is no secret of Domo's, and may be a part of ordinary words. */
const shortestSecret = 8;
/** A start of a secret that is shorter than this gives nothing away. */
const shortestStart = 6;
const shown = '•••';

/** A character that is written in another way: as a JSON, percent- or HTML escape, in hexadecimal or decimal. */
const escape =
  /\\{1,4}(?:u00|x)([0-9a-f]{2})|%(?:25){0,3}([0-9a-f]{2})|&#x0{0,6}([0-9a-f]{2});|&#0{0,6}([0-9]{2,3});/iy;
/** Backslashes before an ordinary character, or the space that a control character left. */
const filler = /\\{1,4}| ?/y;
/** The rest of a text that was cut off, perhaps within an escape. */
const cutOff = /[^\s…]{0,11}…/y;

/** Removes secrets from a finished message or log line. */
export type Mask = (line: string) => string;

/**
 * A mask for secrets, in whatever form a server quotes them: in other case, percent-encoded, in base64, as
 * JSON or HTML escapes, or cut off at the end by `…`.
 */
export function maskOf(secrets: readonly string[]): Mask {
  const spellings = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, ...base64CoresOf(secret)])
    .filter((each) => each.length >= shortestSecret)
    .map((each) => Array.from(each, alike));
  if (spellings.length === 0) return (line) => line;
  return (line) => {
    let masked = '';
    for (let index = 0; index < line.length;) {
      const end = endOfAny(spellings, line, index);
      masked += end === undefined ? line.charAt(index) : shown;
      if (end !== undefined && line[end - 1] === '…') masked += '…';
      index = end ?? index + 1;
    }
    return masked;
  };
}

/** A mask for secrets that change. They are prepared again only after a change, as long ones take time. */
export function changingMask(secretsNow: () => readonly string[]): Mask {
  let prepared: { readonly key: string; readonly mask: Mask } | undefined;
  return (line) => {
    const secrets = secretsNow();
    const key = JSON.stringify(secrets);
    if (prepared?.key !== key) prepared = { key, mask: maskOf(secrets) };
    return prepared.mask(line);
  };
}

/** What is the same in the base64 of every text that holds the secret, for the three places where it can begin. */
function base64CoresOf(secret: string): string[] {
  const length = Buffer.byteLength(secret);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + secret).toString('base64');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + length) * 8) / 6));
  });
}

/** The end of the longest, as one secret may begin with another. */
function endOfAny(
  spellings: readonly (readonly string[])[],
  line: string,
  start: number,
): number | undefined {
  let longest: number | undefined;
  for (const spelling of spellings) {
    const end = endOfSpelling(spelling, line, start);
    if (end !== undefined && end > (longest ?? start)) longest = end;
  }
  return longest;
}

/** Where a spelling, or a start of it that was cut off, ends; undefined if there is none at `start`. */
function endOfSpelling(
  spelling: readonly string[],
  line: string,
  start: number,
): number | undefined {
  let index = start;
  for (const [count, wanted] of spelling.entries()) {
    const end = endOfCharacter(wanted, line, index, count === 0);
    if (end === undefined) return count < shortestStart ? undefined : endOfCut(line, index);
    index = end;
  }
  return index;
}

function endOfCharacter(
  wanted: string,
  line: string,
  start: number,
  isFirst: boolean,
): number | undefined {
  escape.lastIndex = start;
  const [written, ...codes] = escape.exec(line) ?? [''];
  const code = codes.findIndex(Boolean);
  const decoded = String.fromCharCode(Number.parseInt(codes[code] ?? '', code === 3 ? 10 : 16));
  if (written && alike(decoded) === wanted) return start + written.length;
  if (alike(line.charAt(start)) === wanted) return start + 1;
  if (isFirst) return undefined;
  filler.lastIndex = start;
  const index = start + (filler.exec(line)?.[0].length ?? 0);
  return alike(line.charAt(index)) === wanted ? index + 1 : undefined;
}

function endOfCut(line: string, start: number): number | undefined {
  cutOff.lastIndex = start;
  return cutOff.test(line) ? cutOff.lastIndex : undefined;
}

/** Without the difference of case, and of base64 and its form for addresses. */
function alike(character: string): string {
  if (character === '-') return '+';
  return character === '_' ? '/' : character.toLowerCase();
}
