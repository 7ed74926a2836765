import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../tools/common/paths';

const title = 'Show Changed Globals';

const manifest = {
  ...{ name: 'globals-watcher', publisher: 'test', version: '0.0.1', main: './main.js' },
  engines: { vscode: '^1.100.0' },
  extensionKind: ['workspace'],
  capabilities: { untrustedWorkspaces: { supported: true } },
  contributes: { commands: [{ command: 'globalsWatcher.show', title }] },
};

const script = `
const vscode = require('vscode');
const valueOf = (key) => Object.getOwnPropertyDescriptor(globalThis, key)?.value;
let before;
function show() {
  const keys = Reflect.ownKeys(globalThis);
  if (before) {
    const changed = keys.filter((key) => !before.has(key) || !Object.is(before.get(key), valueOf(key)));
    // VS Code's own extensions set the queue of graceful-fs.
    const names = changed.map(String).filter((name) => !name.includes('graceful-fs')).join(', ') || 'none';
    vscode.window.showInformationMessage('Changed globals: ' + names);
  } else vscode.window.showInformationMessage('Globals noted');
  before ??= new Map(keys.map((key) => [key, valueOf(key)]));
}
exports.activate = ({ subscriptions }) =>
  subscriptions.push(vscode.commands.registerCommand('globalsWatcher.show', show));
`;

/** Another extension in the same process, which shows how the globals have changed since it was first asked. */
export class GlobalsWatcher {
  readonly #directory = temporaryDirectory('globals-watcher');
  /** Of the command that shows it. */
  readonly title = title;

  constructor() {
    mkdirSync(this.folder);
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(this.folder, 'main.js'), script);
  }

  /** For `UiSessionOptions.otherExtensions`. */
  get folder(): string {
    return join(this.#directory.path, 'extension');
  }

  remove(): void {
    this.#directory.remove();
  }
}
