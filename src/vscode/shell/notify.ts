import * as vscode from 'vscode';
import { labelText, oneLine, plainLines, plainText } from '../../base/plainText';

// The one place that shows messages and progress: VS Code makes links and icons of their texts, which hold names
// and answers of others.

const messageText = (text: string): string => plainText(oneLine(text));

/** Says something; which button was pressed. */
export function tell(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(messageText(message), ...buttons);
}

/** Warns of something; which button was pressed. */
export function warn(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(messageText(message), ...buttons);
}

/** Says that something failed; which button was pressed. */
export function fail(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(messageText(message), ...buttons);
}

/** Asks in a dialog that has to be answered; undefined where it was cancelled. */
export function askModal(
  question: string,
  detail: string,
  ...buttons: string[]
): Thenable<string | undefined> {
  const options = { modal: true, detail: plainText(plainLines(detail)) };
  return vscode.window.showWarningMessage(messageText(question), options, ...buttons);
}

/** How far a task has come. */
export interface ProgressStep {
  readonly message: string;
  /** From `commandLink`, behind the message. */
  readonly link?: string;
  /** In percent, since the step before. */
  readonly increment?: number;
}

/** Runs a task under a notification that shows its progress and has a Cancel button. */
export function withNotification<T>(
  title: string,
  task: (report: (step: ProgressStep) => void, token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress<T>(
    { location, title: messageText(title), cancellable: true },
    (progress, token) =>
      task(({ message, link, increment }) => {
        const text = [messageText(message), link].filter(Boolean).join(' · ');
        progress.report({ message: text, ...(increment !== undefined && { increment }) });
      }, token),
  );
}

/** Runs a task while the status bar says what is being done. */
export function withStatus<T>(title: string, task: () => Promise<T>): Thenable<T> {
  const location = vscode.ProgressLocation.Window;
  return vscode.window.withProgress({ location, title: labelText(title) }, task);
}

/** Runs a task while a view shows that it is busy. */
export function withBusyView<T>(viewId: string, task: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId } }, task);
}

/** Says something in the status bar for some seconds. @param icon the name of one of VS Code's */
export function tellBriefly(message: string, seconds: number, icon?: string): void {
  const shown = labelText(message);
  vscode.window.setStatusBarMessage(
    icon === undefined ? shown : `$(${icon}) ${shown}`,
    seconds * 1000,
  );
}
