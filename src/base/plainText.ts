import { flattened } from './plain';

// Names, answers and paths are written by others. Each place that shows them gives some characters a meaning:
// these functions take it away.

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

/** A link for a notification that calls a command with one argument of plain data. */
export function commandLink(label: string, command: string, argument: unknown): string {
  // A bracket would end the link.
  const query = encodeURIComponent(JSON.stringify([argument])).replaceAll(')', '%29');
  return `[${label}](command:${command}?${query})`;
}
