/** Directs or hides the text around it. U+200C and U+200D are kept where a script needs them. */
const hidden =
  /[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** Scripts without joined letters, in which a joiner shows nothing. */
const plainScript =
  '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hebrew}\\p{Script=Hiragana}\\p{Script=Katakana}';
const letter = `(?![${plainScript}])[\\p{L}\\p{M}]`;
const pictograph = '\\p{Extended_Pictographic}';

/** A joiner that doesn't stand between two letters or two pictographs. */
const idleJoiner = new RegExp(
  [
    `(?<!${letter}|${pictograph}|\\p{Emoji_Modifier})[\\u200c\\u200d]`,
    `[\\u200c\\u200d](?!${letter}|${pictograph})`,
  ].join('|'),
  'gu',
);

/** Text without characters that are invisible or turn the direction of the text around them. */
export function withoutHidden(text: string): string {
  return text.replace(hidden, '').replace(idleJoiner, '');
}

/** What most texts are: words that are plain already. */
const plainWords = /^[!-~]+(?: [!-~]+)*$/;

/** How much of a text is looked at for each character that is shown: a long one may be all spaces. */
const lookedAt = 16;

/**
 * Text from elsewhere in one line, for messages and logs: line breaks and control characters become single
 * spaces, and characters that are invisible or turn the direction of the text are removed.
 * @param longest most UTF-16 units of the result; a longer text ends with … at a character's boundary
 */
export function flattened(text: string, longest: number): string {
  if (text.length <= longest && plainWords.test(text)) return text;
  const part = text.slice(0, longest * lookedAt);
  const line = withoutHidden(part)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (part.length === text.length && line.length <= longest) return line;
  // A boundary within a surrogate pair would leave half a character.
  const cut = line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut}…`;
}
