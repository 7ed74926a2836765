import * as vscode from 'vscode';

/** Has a setting while the task runs. */
export async function withSetting<T>(
  name: string,
  value: unknown,
  task: () => Promise<T>,
): Promise<T> {
  const update = (to: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration().update(name, to, vscode.ConfigurationTarget.Global);
  await update(value);
  try {
    return await task();
  } finally {
    await update(undefined);
  }
}
