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
