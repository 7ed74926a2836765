import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildForProduction } from '../package/productionBuild';
import { repositoryRoot, temporaryDirectory } from '../common/paths';
import { sandboxSettings, startSandbox } from '../start/sandboxProcess';
import { variables } from '../common/variables';
import { emptyExtension, writeEmptyExtension } from './emptyExtension';
import { medians, type Row } from './report';
import { rowsFromVscode } from './vscode';

/** A copy of the extension that isn't activated before its view is opened, so that this can be measured. */
function writeOwnExtension(folder: string): string {
  mkdirSync(folder);
  for (const name of ['dist', 'media', 'l10n', 'package.nls.json', 'package.nls.ja.json'])
    cpSync(join(repositoryRoot, name), join(folder, name), { recursive: true });
  const text = readFileSync(join(repositoryRoot, 'package.json'), 'utf8');
  const manifest = { ...(JSON.parse(text) as object), activationEvents: [] };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/**
 * Activation by opening the view, as the extension is packaged and with the sandbox as its one connection,
 * beside that of an extension that does next to nothing. Each round is a VS Code of its own.
 */
export async function benchActivate({ rounds }: { rounds: number }): Promise<Row[]> {
  await buildForProduction();
  const directory = temporaryDirectory('bench');
  const sandbox = await startSandbox();
  try {
    const otherExtension = writeEmptyExtension(join(directory.path, 'empty'));
    const extension = writeOwnExtension(join(directory.path, 'own'));
    const rows: Row[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const turn = { [variables.round]: round % 2 === 0 ? 'even' : 'odd' };
      const environment = { ...sandbox.env, ...turn };
      const options = { environment, settings: sandboxSettings, extension, otherExtension };
      rows.push(...(await rowsFromVscode('activateInVscode.js', options)));
    }
    const isEmpty = (row: Row): boolean => row['extension'] === emptyExtension.id;
    return [rows.filter(isEmpty), rows.filter((row) => !isEmpty(row))].map(medians);
  } finally {
    await sandbox.close();
    directory.remove();
  }
}
