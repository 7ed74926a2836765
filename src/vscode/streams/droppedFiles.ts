import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import {
  listIfThere,
  makeFolder,
  privateFileMode,
  removeFolder,
  statIfThere,
} from '../../base/files';
import { droppedKeptMilliseconds } from '../../base/policies';

/** Files that are dropped from the Explorer or the operating system. */
export class DroppedFiles {
  /** @param folder keeps files whose content alone was handed over, as a browser does */
  constructor(private readonly folder: string) {}

  /** Where the files are on disk. */
  async take(transfer: vscode.DataTransfer): Promise<vscode.Uri[]> {
    const list = await transfer.get('text/uri-list')?.asString();
    const listed = (list ?? '')
      .split(/\r?\n/)
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => vscode.Uri.parse(line));
    // The list has all that have an address; those from a browser's machine have none.
    if (listed.length > 0) return listed;
    const files = [...transfer].flatMap(([, item]) => item.asFile() ?? []);
    if (files.some(({ uri }) => !uri)) await this.#removeOld();
    return Promise.all(files.map(async (file) => file.uri ?? (await this.#keep(file))));
  }

  async #keep(file: vscode.DataTransferFile): Promise<vscode.Uri> {
    const folder = join(this.folder, randomUUID());
    await makeFolder(folder);
    const path = join(folder, basename(file.name));
    await writeFile(path, await file.data(), { mode: privateFileMode });
    return vscode.Uri.file(path);
  }

  async #removeOld(): Promise<void> {
    for (const name of await listIfThere(this.folder)) {
      const path = join(this.folder, name);
      const stats = await statIfThere(path);
      if (stats && Date.now() - stats.mtimeMs > droppedKeptMilliseconds) await removeFolder(path);
    }
  }
}
