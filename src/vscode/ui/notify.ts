import * as vscode from 'vscode';
import { plainText } from './plainText';

// The one place that shows messages: VS Code makes links of their text, commands too, and that text holds
// names and answers that others wrote.

/** Says something; which button was pressed. */
export function tell(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(plainText(message), ...buttons);
}

/** Warns of something; which button was pressed. */
export function warn(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plainText(message), ...buttons);
}

/** Says that something failed; which button was pressed. */
export function fail(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(plainText(message), ...buttons);
}

/** Asks in a dialog that has to be answered; undefined where it was cancelled. */
export function askModal(
  question: string,
  detail: string,
  ...buttons: string[]
): Thenable<string | undefined> {
  const options = { modal: true, detail: plainText(detail) };
  return vscode.window.showWarningMessage(plainText(question), options, ...buttons);
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
    { location, title: plainText(title), cancellable: true },
    (progress, token) =>
      task(({ message, link, increment }) => {
        const text = [plainText(message), link].filter(Boolean).join(' · ');
        progress.report({ message: text, ...(increment !== undefined && { increment }) });
      }, token),
  );
}
