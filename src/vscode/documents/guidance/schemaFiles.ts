import * as vscode from 'vscode';

const pattern = /^\/schemas\/([\w.-]+\.schema\.json)$/;

/**
 * The JSON schemas, under addresses of the documents' own scheme: the editor asks for them where it shows
 * a document, and in a window where the extension has not started yet this starts it.
 */
export class SchemaFiles {
  constructor(private readonly folder: vscode.Uri) {}

  has({ path }: vscode.Uri): boolean {
    return pattern.test(path);
  }

  /** @returns undefined where it is no address of a schema */
  stat(uri: vscode.Uri): Thenable<vscode.FileStat> | undefined {
    return this.has(uri) ? vscode.workspace.fs.stat(this.#fileOf(uri)) : undefined;
  }

  read(uri: vscode.Uri): Thenable<Uint8Array> {
    return vscode.workspace.fs.readFile(this.#fileOf(uri));
  }

  #fileOf({ path }: vscode.Uri): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, pattern.exec(path)?.[1] ?? '');
  }
}
