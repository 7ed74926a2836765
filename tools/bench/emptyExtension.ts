import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An extension to compare with: its view has one row, which is always the same, and it does nothing else. */
export const emptyExtension = {
  id: 'streams-for-domo.empty',
  viewId: 'empty.rows',
  wantedRow: 'row',
};

const main = `const { TreeItem, window } = require('vscode');
exports.activate = () => {
  const row = Object.assign(new TreeItem('Row'), { contextValue: '${emptyExtension.wantedRow}' });
  const treeDataProvider = { getChildren: (parent) => (parent ? [] : [row]), getTreeItem: (item) => item };
  window.createTreeView('${emptyExtension.viewId}', { treeDataProvider });
};
`;

const manifest = {
  ...{ name: 'empty', publisher: 'streams-for-domo', version: '1.0.0', main: './main.js' },
  engines: { vscode: '^1.100.0' },
  extensionKind: ['workspace'],
  contributes: {
    viewsContainers: { activitybar: [{ id: 'empty', title: 'Empty', icon: '$(circle)' }] },
    views: { empty: [{ id: emptyExtension.viewId, name: 'Rows', icon: '$(circle)' }] },
  },
};

/** Writes it. */
export function writeEmptyExtension(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), main);
  return folder;
}
