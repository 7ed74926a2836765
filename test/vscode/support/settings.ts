import * as vscode from 'vscode';

type Settings = Readonly<Record<string, unknown>>;

/** Has settings while the task runs. */
export async function withSettings<T>(settings: Settings, task: () => Promise<T>): Promise<T> {
  for (const [name, value] of Object.entries(settings)) await update(name, value);
  try {
    return await task();
  } finally {
    for (const name of Object.keys(settings)) await update(name, undefined);
  }
}

/** Has settings for all tests of a block. */
export function useSettings(settings: Settings): void {
  before(async () => {
    for (const [name, value] of Object.entries(settings)) await update(name, value);
  });
  after(async () => {
    for (const name of Object.keys(settings)) await update(name, undefined);
  });
}

function update(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}
