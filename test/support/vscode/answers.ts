import * as vscode from 'vscode';

type MessageKind = 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage';

/** A button to press, none, or something to do first. */
type Answer =
  | string
  | undefined
  | ((message: string, buttons: readonly string[]) => Promise<string | undefined>);

/**
 * Gives a person's answer to the messages that come while the task runs: a window under test shows no
 * modal dialog. Returns what the messages said, their details too.
 */
export async function answering(
  kind: MessageKind,
  answer: Answer,
  task: (asked: readonly string[]) => Promise<unknown>,
): Promise<string[]> {
  const asked: string[] = [];
  const former = vscode.window[kind];
  const reply = (message: string, ...rest: (string | vscode.MessageOptions)[]): unknown => {
    const options = rest.find((each) => typeof each !== 'string');
    asked.push([message, options?.detail].filter(Boolean).join('\n'));
    const buttons = rest.filter((each) => typeof each === 'string');
    return Promise.resolve(typeof answer === 'function' ? answer(message, buttons) : answer);
  };
  Object.assign(vscode.window, { [kind]: reply });
  try {
    await task(asked);
  } finally {
    Object.assign(vscode.window, { [kind]: former });
  }
  return asked;
}
