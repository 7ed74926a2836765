import * as vscode from 'vscode';

/** Presses Enter in each quick pick that opens while the task runs, at the line that is active. */
export async function acceptingPicks<T>(task: () => PromiseLike<T>): Promise<T> {
  const former = vscode.window.createQuickPick;
  const create = (): vscode.QuickPick<vscode.QuickPickItem> => {
    const picker = former.call(vscode.window);
    let accept = (): void => undefined;
    const onDidAccept = (listener: () => void): vscode.Disposable => {
      accept = listener;
      return new vscode.Disposable(() => undefined);
    };
    Object.defineProperties(picker, {
      onDidAccept: { value: onDidAccept },
      show: { value: () => accept() },
    });
    return picker;
  };
  Object.assign(vscode.window, { createQuickPick: create });
  try {
    return await task();
  } finally {
    Object.assign(vscode.window, { createQuickPick: former });
  }
}
