import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hostileNames, unplain } from '../hostileNames';

/** As VS Code finds links in messages and boxes. */
export const link = /\]\((?:https?:|command:|file:)/i;
/** As VS Code finds icons; one behind a backslash shows as text. */
export const icon = /(?<!\\)\$\([\w~-]+\)/;
/** What a Markdown text without links, addresses, icons and HTML has none of. */
export const address = /(?:https?|ftp):\/\/|www\.|\w@\w/i;
export const markdownSigns = [link, address, /\$\(/, /(?<!\\)</];
const longestShown = 10_000;

export const names = Object.entries(hostileNames);

/** Asserts that a text is there, bounded, and without control, direction and invisible characters. */
export function assertPlain(
  shown: string | undefined,
  what: string,
  without: readonly RegExp[] = [],
): void {
  assert.ok(shown !== undefined, what);
  assert.doesNotMatch(shown.replaceAll('\n', ' '), unplain, what);
  assert.ok(shown.length <= longestShown, `${what}: ${shown.length} characters`);
  for (const signs of without) assert.doesNotMatch(shown, signs, what);
}

/** Does something that calls a function of `vscode.window`, and gives what that was called with. */
export async function givenTo(
  name: 'showQuickPick' | 'showInputBox' | 'withProgress',
  task: () => unknown,
): Promise<unknown[]> {
  const given: unknown[] = [];
  const former = vscode.window[name];
  const take = (...values: unknown[]): Promise<undefined> => {
    given.push(...values);
    return Promise.resolve(undefined);
  };
  Object.assign(vscode.window, { [name]: take });
  try {
    await task();
  } finally {
    Object.assign(vscode.window, { [name]: former });
  }
  return Promise.all(given);
}
