import * as vscode from 'vscode';
import { isJsonObject, type JsonValue } from '../../../base/json';
import { translated } from '../../../base/l10n';

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
  stat(uri: vscode.Uri): Promise<vscode.FileStat> | undefined {
    return this.has(uri) ? this.#stat(uri) : undefined;
  }

  /** The schema with its texts in the editor's language. */
  async read(uri: vscode.Uri): Promise<Uint8Array> {
    const bytes = await vscode.workspace.fs.readFile(this.#fileOf(uri));
    const schema = JSON.parse(Buffer.from(bytes).toString()) as JsonValue;
    return Buffer.from(JSON.stringify(inLanguage(schema)));
  }

  async #stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const [stat, { length: size }] = await Promise.all([
      vscode.workspace.fs.stat(this.#fileOf(uri)),
      this.read(uri),
    ]);
    return { ...stat, size };
  }

  #fileOf({ path }: vscode.Uri): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, pattern.exec(path)?.[1] ?? '');
  }
}

/** A field may be called like one of these too: then it holds no text. */
const textKeys: ReadonlySet<string> = new Set(['title', 'description', 'enumDescriptions']);

function inLanguage(value: JsonValue, key = ''): JsonValue {
  if (typeof value === 'string')
    return textKeys.has(key) ? translated({ pattern: value, values: [] }) : value;
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, key));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, inLanguage(inner, name)]),
  );
}
