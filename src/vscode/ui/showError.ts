import * as vscode from 'vscode';
import type { Log } from '../../base/log';
import { isText, joinedTexts, text, type Text } from '../../base/text';
import { isDomoError } from '../../domo/http/errors';
import { isUploadError } from '../../uploads/errors';
import { t, translated } from './l10n';
import { fail } from './notify';
import { oneLine } from './plainText';

/** Whether the person wanted it so: nothing to tell. */
export function isIntended(error: unknown): boolean {
  return isExpected(error) && ['cancelled', 'paused'].includes(error.kind);
}

/** Whether an error is one of those that are meant to happen, with a message for people. */
export function isExpected(error: unknown): error is Error & { kind: string } {
  return error instanceof Error && 'kind' in error && typeof error.kind === 'string';
}

/** One line for people, in their language. */
export function messageOf(error: unknown): string {
  return translated(textOfError(error));
}

/** The same as a part of another text. */
export function textOfError(error: unknown): Text {
  if (isExpected(error))
    return 'text' in error && isText(error.text) ? error.text : joinedTexts([error.message], '');
  return text('Unexpected error: {0}', error instanceof Error ? error.message : String(error));
}

/** Logs a failure as what it is: silence for a cancel, a line for an expected one, the stack for a bug. */
export function logError(log: Pick<Log, 'debug' | 'error'>, what: string, error: unknown): void {
  if (isIntended(error)) log.debug(`${what}: stopped.`);
  else if (isExpected(error)) log.error(`${what}: ${oneLine(error.message)}`);
  else
    log.error(
      `${what}: unexpected ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
}

/** Shows a failure once, with what can be done about it. A cancel is silent. */
export async function showError(error: unknown, connectionId?: string): Promise<void> {
  if (isIntended(error)) return;
  const actions = actionsFor(error, connectionId);
  const chosen = await fail(messageWithSubject(error), ...actions.keys());
  if (chosen) await actions.get(chosen)?.();
}

/** What Domo answers to one of several uploads does not say which. */
function messageWithSubject(error: unknown): string {
  const message = messageOf(error);
  if (!isDomoError(error) || !('subject' in error)) return message;
  return t('{0}: {1}', String(error.subject), message);
}

type Action = () => PromiseLike<unknown>;

function actionsFor(error: unknown, connectionId: string | undefined): Map<string, Action> {
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
  else if (isAccess && connectionId !== undefined)
    actions.set(t('Edit Connection'), () =>
      vscode.commands.executeCommand('domoStreams.connection.edit', { connectionId }),
    );
  if (isDomoError(error) && error.kind === 'proxy')
    actions.set(t('Open Settings'), () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy'),
    );
  if (isDomoError(error) && error.toe !== undefined)
    actions.set(t('Copy Details'), () => vscode.env.clipboard.writeText(messageOf(error)));
  actions.set(t('Show Log'), () => vscode.commands.executeCommand('domoStreams.showLog'));
  return actions;
}

async function openAt(path: string, line: number): Promise<void> {
  const position = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(path), {
    selection: new vscode.Range(position, position),
  });
}
