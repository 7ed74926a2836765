import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../tools/common/paths';
import type { Workbench } from './workbench';

const title = 'Call a Tool';

const manifest = {
  ...{ name: 'tool-caller', publisher: 'test', version: '0.0.1', main: './main.js' },
  engines: { vscode: '^1.100.0' },
  extensionKind: ['workspace'],
  capabilities: { untrustedWorkspaces: { supported: true } },
  contributes: { commands: [{ command: 'toolCaller.call', title }] },
};

/** Asks for a call, and shows what comes of it. */
const script = `
const vscode = require('vscode');
async function call() {
  const { name, input } = JSON.parse(await vscode.window.showInputBox({ prompt: 'Which call?' }));
  try {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    vscode.window.showInformationMessage(content.map(({ value }) => value).join(''));
  } catch (error) {
    vscode.window.showErrorMessage('Refused: ' + error.message);
  }
}
exports.activate = ({ subscriptions }) =>
  subscriptions.push(vscode.commands.registerCommand('toolCaller.call', call));
`;

/** Another extension, which calls tools for language models as an agent does: a person is asked first. */
export class ToolCaller {
  readonly #directory = temporaryDirectory('tool-caller');

  constructor() {
    mkdirSync(this.folder);
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(this.folder, 'main.js'), script);
  }

  /** For `UiSessionOptions.otherExtensions`. */
  get folder(): string {
    return join(this.#directory.path, 'extension');
  }

  async call(workbench: Workbench, name: string, input: object): Promise<void> {
    await workbench.runCommand(title);
    await workbench.quickInput.waitFor(/Which call/);
    await workbench.quickInput.typeAndAccept(JSON.stringify({ name, input }));
  }

  remove(): void {
    this.#directory.remove();
  }
}
