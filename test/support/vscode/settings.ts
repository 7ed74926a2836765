import * as vscode from 'vscode';

type Settings = Readonly<Record<string, unknown>>;

/** Has settings while the task runs. */
export async function withSettings<T>(settings: Settings, task: () => Promise<T>): Promise<T> {
  const former = await change(settings);
  try {
    return await task();
  } finally {
    await change(former);
  }
}

/** Has settings for all tests of a block. */
export function useSettings(settings: Settings): void {
  let former: Settings = {};
  before(async () => {
    former = await change(settings);
  });
  after(() => change(former));
}

/** @returns what was set before: the tests have settings of their own, such as that nothing saves by itself */
async function change(settings: Settings): Promise<Settings> {
  const former: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(settings)) {
    const configuration = vscode.workspace.getConfiguration();
    former[name] = configuration.inspect(name)?.globalValue;
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }
  return former;
}
