import * as vscode from 'vscode';
import { numberLimits, within } from './numberLimits';

/**
 * A number that is set, within its limits: the editor marks what is beyond them in its settings, but hands
 * it on all the same. What is no number counts as not set.
 */
export function numberSetting<T>(name: keyof typeof numberLimits, otherwise: T): number | T {
  const value = vscode.workspace.getConfiguration('domoStreams').get<unknown>(name);
  return within(value, numberLimits[name]) ?? otherwise;
}
