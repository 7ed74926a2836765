// Names, answers and paths are written by others. Each place that shows them gives some characters a meaning:
// these functions take it away.

/** Directs or hides the text around it. */
const hidden =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{1d173}-\u{1d17a}]/gu;

/** A tag, except in the flag of a region, which is a black flag with a few of them. */
const idleTag = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6})[\u{e0000}-\u{e007f}]/gu;

/** A variation selector behind a character that has no variations. */
const idleVariation =
  /(?<![\p{Emoji}\p{S}\p{Script=Han}])[\ufe00-\ufe0f]|(?<!\p{Script=Mongolian})[\u180b-\u180d]|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]/gu;

/** Scripts without joined letters, in which a joiner shows nothing. */
const plainScript =
  '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hebrew}\\p{Script=Hiragana}\\p{Script=Katakana}';
const letter = `(?![${plainScript}])[\\p{L}\\p{M}]`;
const pictograph = '\\p{Extended_Pictographic}';

/** A joiner with no letter next to it that it could join, and not between two pictographs. */
const idleJoiner = new RegExp(
  [
    `(?<!${letter}|${pictograph}|\\p{Emoji_Modifier})[\\u200c\\u200d](?!${letter})`,
    `(?<=${pictograph}|\\p{Emoji_Modifier}|\\ufe0f)[\\u200c\\u200d](?!${pictograph})`,
  ].join('|'),
  'gu',
);

/** Text without characters that are invisible or turn the direction of the text around them. */
export function withoutHidden(text: string): string {
  return [hidden, idleTag, idleVariation, idleJoiner].reduce(
    (left, pattern) => left.replace(pattern, ''),
    text,
  );
}

/** What most texts are: words that are plain already. */
const plainWords = /^[!-~]+(?: [!-~]+)*$/;

/** White space, control characters, and letters of some scripts that show nothing. */
const blank = /[\s\p{Cc}\u2800\u3164\uffa0]+/gu;

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
  const line = withoutHidden(part).replace(blank, ' ').trim();
  if (part.length === text.length && line.length <= longest) return line;
  // A boundary within a surrogate pair would leave half a character.
  const cut = line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut}…`;
}

/** No name and no message that a person reads is longer. */
const longestLine = 1000;
/** A dialog with more would not fit the screen. */
const mostLines = 40;
const icon = /\\?\$\((?=[\w~-]+\))/g;
const controls = /(?![\t\n])\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const markdownSyntax = /[!#&()*+.:<=>@[\]\\_`{|}~-]/g;

/** Text in one line of at most 1,000 UTF-16 units, without control, direction and invisible characters. */
export function oneLine(text: string): string {
  return flattened(text, longestLine);
}

/** The same for each line of a text; at most 40 lines. */
export function plainLines(text: string): string {
  const lines = text.split('\n', mostLines + 1).map(oneLine);
  return [...lines.slice(0, mostLines), ...(lines.length > mostLines ? ['…'] : [])].join('\n');
}

/** Text for a message. VS Code makes a link of each `[label](target)`, also if the target is a command. */
export function plainText(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}

/** One line for a quick pick or the status bar, which show `$(name)` as an icon. */
export function labelText(text: string): string {
  return oneLine(text).replace(icon, '\\$(');
}

/** One line for the prompt or the validation message of an input box, which show links and icons. */
export function boxText(text: string): string {
  return plainText(labelText(text));
}

/**
 * One line as Markdown that shows it as it is. Markdown also makes links of bare addresses, so their
 * punctuation marks are escaped too. VS Code looks for `$(name)` in the finished HTML, so a dollar becomes an entity.
 * @param longest most UTF-16 units of the line
 */
export function markdownText(text: string, longest = longestLine): string {
  return flattened(text, longest).replace(markdownSyntax, '\\$&').replaceAll('$', '&#36;');
}

/** Text in which no bare address is a link, for a place that takes plain text but shows it as Markdown. */
export function withoutAddresses(text: string): string {
  return text.replace(/(?<=:)(?=\/\/)|(?<=www)(?=\.)|(?=@)/gi, '\u200b');
}

/** Text for the log: without control codes, but with the lines of a stack. */
export function logText(text: string): string {
  return text.replace(controls, ' ');
}
