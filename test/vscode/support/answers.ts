import * as vscode from 'vscode';

type MessageKind = 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage';

/**
 * Gives a person's answer to the messages that come while the task runs: a window under test shows no
 * modal dialog. Returns what the messages said.
 */
export async function answering(
  kind: MessageKind,
  answer: string | undefined,
  task: (asked: readonly string[]) => Promise<unknown>,
): Promise<string[]> {
  const asked: string[] = [];
  const former = vscode.window[kind];
  const reply = (message: string): Promise<string | undefined> => {
    asked.push(message);
    return Promise.resolve(answer);
  };
  Object.assign(vscode.window, { [kind]: reply });
  try {
    await task(asked);
  } finally {
    Object.assign(vscode.window, { [kind]: former });
  }
  return asked;
}
