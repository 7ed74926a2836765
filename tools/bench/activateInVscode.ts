// What the benchmark of activation runs in the extension host of a real VS Code.
import { appendFileSync, realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { variables } from '../common/variables';
import { ActivationWatch } from './activationWatch';
import { emptyExtension } from './emptyExtension';
import type { Row } from './report';

const ownExtension = {
  id: 'streams-for-domo.domo-streams',
  viewId: 'domoStreams.streams',
  wantedRow: 'stream',
};

/** What VS Code calls. Each extension is activated as it is by a person: by opening its view. */
export async function run(): Promise<void> {
  const extensions = [emptyExtension, ownExtension];
  // The first view that is opened in a window takes longer, so each has its turn.
  if (process.env[variables.round] === 'even') extensions.reverse();
  for (const extension of extensions)
    appendFileSync(
      process.env[variables.outputFile] ?? '',
      `${JSON.stringify(await measure(extension))}\n`,
    );
}

async function measure({ id, viewId, wantedRow }: typeof ownExtension): Promise<Row> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) throw new Error(`${id} is missing, or active already.`);
  const folder = realpathSync(extension.extensionPath);
  const watch = new ActivationWatch(folder, ({ contextValue }) =>
    Boolean(contextValue?.startsWith(wantedRow)),
  );
  await vscode.commands.executeCommand(`${viewId}.focus`);
  await watch.wantedRow;
  return { extension: id, ...watch.stop() };
}
