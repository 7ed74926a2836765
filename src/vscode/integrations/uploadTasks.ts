import * as vscode from 'vscode';
import type { IntegrationServices } from './services';
import { runUploadTask } from './runUploadTask';
import { TaskTerminal } from './taskTerminal';
import { uploadTaskType } from '../../integrations/uploadTask';

/** Has `tasks.json` know uploads, so that a build can end with one. */
export function registerUploadTasks(services: IntegrationServices): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(uploadTaskType, {
    // Nothing is found by itself: which file goes to which stream only a person can say.
    provideTasks: () => [],
    resolveTask: (task) => resolved(services, task),
  });
}

function resolved(services: IntegrationServices, task: vscode.Task): vscode.Task {
  const { definition, scope = vscode.TaskScope.Workspace, name } = task;
  const execution = new vscode.CustomExecution((given) =>
    // The given definition has its variables resolved.
    Promise.resolve(
      new TaskTerminal(
        (print, signal) => runUploadTask(services, given, folderOf(scope), print, signal),
        services.log,
      ),
    ),
  );
  // No problem matchers, and said so: else the editor asks for some before the first run.
  return new vscode.Task(definition, scope, name, 'Domo Streams', execution, []);
}

/** Where the paths of a task begin: in its own folder, else in the first that is open. */
function folderOf(scope: vscode.TaskScope | vscode.WorkspaceFolder): string | undefined {
  const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
}
