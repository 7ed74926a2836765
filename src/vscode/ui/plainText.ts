/**
 * Text for a notification in which nothing is a link. VS Code makes one of each `[label](target)`, a command
 * too, and names of files, streams and DataSets are not ours.
 */
export function plainText(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}

/** A link for a notification that calls a command with one argument of plain data. */
export function commandLink(label: string, command: string, argument: unknown): string {
  // A bracket would end the link.
  const query = encodeURIComponent(JSON.stringify([argument])).replaceAll(')', '%29');
  return `[${label}](command:${command}?${query})`;
}

/**
 * Text from the server in one line: line breaks and other control characters become spaces, and what
 * would turn the direction of the text around it goes.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Text for the label of a quick pick, which would show `$(name)` as an icon. */
export function pickLabel(text: string): string {
  return oneLine(text).replace(/\\?\$\((?=[\w~-]+\))/g, '\\$(');
}

/** Text from the server for a notification. */
export function messageText(text: string): string {
  return plainText(oneLine(text));
}
