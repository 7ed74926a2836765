import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../tools/common/paths';
import type { FirstMemory } from './firstProfile';

/** Fills VS Code's own stores before the extension starts, as if an earlier version had. */
const script = `
const memory = require('./memory.json');
const extension = require('./dist/extension.js');
exports.activate = async (context) => {
  for (const [key, value] of Object.entries(memory.secrets)) await context.secrets.store(key, value);
  for (const [key, value] of Object.entries(memory.globalState))
    await context.globalState.update(key, value);
  return extension.activate(context);
};
exports.deactivate = () => extension.deactivate();
`;

/** Makes a folder with the extension as it is built, which starts with a memory of its own. */
export function makeSeededExtension(folder: string, memory: FirstMemory): void {
  mkdirSync(folder);
  for (const name of ['dist', 'media', 'l10n', 'package.nls.json', 'package.nls.ja.json'])
    symlinkSync(join(repositoryRoot, name), join(folder, name), 'junction');
  const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as object;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, main: './profile.js' }),
  );
  writeFileSync(join(folder, 'memory.json'), JSON.stringify(memory));
  writeFileSync(join(folder, 'profile.js'), script);
}
