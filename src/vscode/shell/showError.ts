import * as vscode from 'vscode';
import { isDomoError } from '../../domo/http/errors';
import { isUploadError } from '../../uploads/errors';
import { isIntended, messageOf } from '../../base/errorTexts';
import { t } from '../../base/l10n';
import { fail } from './notify';

/** What an error message can offer. */
export interface ErrorActions {
  readonly showLog: () => void;
  /** Absent if the error isn't about a connection. */
  readonly editConnection?: () => Promise<void>;
}

/** Shows a failure once, with what can be done about it. A cancel is silent. */
export async function showError(error: unknown, offered: ErrorActions): Promise<void> {
  if (isIntended(error)) return;
  const actions = actionsFor(error, offered);
  const chosen = await fail(messageWithSubject(error), ...actions.keys());
  if (chosen) await actions.get(chosen)?.();
}

/** What Domo answers to one of several uploads does not say which. */
function messageWithSubject(error: unknown): string {
  const message = messageOf(error);
  if (!isDomoError(error) || !('subject' in error)) return message;
  return t('{0}: {1}', String(error.subject), message);
}

type Action = () => unknown;

function actionsFor(
  error: unknown,
  { showLog, editConnection }: ErrorActions,
): Map<string, Action> {
  const actions = new Map<string, Action>();
  if (isUploadError(error) && error.place) {
    const { path, line } = error.place;
    actions.set(t('Open the Line'), () => openAt(path, line));
    return actions;
  }
  const isAccess =
    isDomoError(error) &&
    ['unauthorized', 'hostNotFound', 'loginPage', 'readOnly', 'certificate'].includes(error.kind);
  if (isDomoError(error) && error.kind === 'readOnly' && !vscode.workspace.isTrusted)
    actions.set(t('Manage Workspace Trust'), () =>
      vscode.commands.executeCommand('workbench.trust.manage'),
    );
  else if (isAccess && editConnection) actions.set(t('Edit Connection'), editConnection);
  if (isDomoError(error) && error.kind === 'proxy')
    actions.set(t('Open Settings'), () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy'),
    );
  if (isDomoError(error) && error.toe !== undefined)
    actions.set(t('Copy Details'), () => vscode.env.clipboard.writeText(messageOf(error)));
  actions.set(t('Show Log'), showLog);
  return actions;
}

async function openAt(path: string, line: number): Promise<void> {
  const position = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(path), {
    selection: new vscode.Range(position, position),
  });
}
