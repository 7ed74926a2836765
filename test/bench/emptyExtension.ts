import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const emptyExtensionId = 'streams-for-domo.empty';

/** Writes an extension that does nothing, to compare with. */
export function writeEmptyExtension(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    ...{ name: 'empty', publisher: 'streams-for-domo', version: '1.0.0', main: './main.js' },
    engines: { vscode: '^1.100.0' },
    extensionKind: ['workspace'],
    activationEvents: ['onCommand:empty'],
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), 'exports.activate = () => {};\n');
  return folder;
}
