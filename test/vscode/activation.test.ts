import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const commands = [
  'connection.add',
  'connection.addSandbox',
  'connection.edit',
  'connection.remove',
  'stream.open',
  'stream.create',
  'stream.createFromFile',
  'stream.delete',
  'stream.search',
  'stream.clearSearch',
  'stream.run',
  'file.upload',
  'execution.open',
  'execution.delete',
  'execution.commit',
  'execution.abort',
  'upload.pause',
  'upload.resume',
  'upload.retry',
  'upload.cancel',
  'upload.clearFinished',
  'refresh',
  'showLog',
].map((command) => `domoStreams.${command}`);

describe('Activation', () => {
  before(async () => {
    const extension = vscode.extensions.getExtension('streams-for-domo.domo-streams');
    assert.ok(extension);
    await extension.activate();
  });

  it('registers every command that keybindings and tasks may rely on', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commands.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('needs no workspace trust, and runs beside the files', () => {
    const extension = vscode.extensions.getExtension('streams-for-domo.domo-streams');
    assert.equal(extension?.isActive, true);
    assert.equal(extension.extensionKind, vscode.ExtensionKind.Workspace);
  });

  it('lets no workspace say where tokens go', () => {
    const inspected = vscode.workspace.getConfiguration('domoStreams').inspect('connections');
    assert.deepEqual(inspected?.defaultValue, []);
    assert.equal(inspected.workspaceValue, undefined);
  });

  it('refreshes the tree and shows the log without a connection', async () => {
    await vscode.commands.executeCommand('domoStreams.refresh');
    await vscode.commands.executeCommand('domoStreams.showLog');
    await vscode.commands.executeCommand('domoStreams.upload.clearFinished');
    await vscode.commands.executeCommand('domoStreams.stream.clearSearch');
  });
});
