import * as vscode from 'vscode';
import { keyName, type ContextKey } from '../../manifest/conditions';

/** Sets what menus and welcome texts depend on. */
export function setContext(key: ContextKey, value: unknown): void {
  void vscode.commands.executeCommand('setContext', keyName(key), value);
}
