// npm run pictures: takes the pictures of the README and the walkthrough from the running extension.
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';
import { repositoryRoot } from './paths';
import { runMain } from './processes';
import { takeWalkthroughPictures, takeWelcomePicture } from './walkthroughPictures';

async function main(): Promise<number> {
  const session = await UiSession.start();
  try {
    for (const theme of ['dark', 'light'] as const) await takeWalkthroughPictures(session, theme);
    for (const theme of ['dark', 'light'] as const) await takeWelcomePicture(session, theme);
    const workbench = await session.openWorkbench({
      widthPixels: 1200,
      heightPixels: 720,
      settings: { 'editor.minimap.enabled': false },
    });
    await showEverything(workbench);
    const folder = join(repositoryRoot, 'media', 'readme');
    mkdirSync(folder, { recursive: true });
    renameSync(await workbench.screenshot('overview'), join(folder, 'overview.png'));
    return 0;
  } finally {
    await session.close();
  }
}

/** An upload that has ended, its execution in the tree, and the stream's document. */
async function showEverything(workbench: Workbench): Promise<void> {
  await workbench.chooseFromMenu(workbench.treeItem('sample-orders.csv'), 'Upload to Stream…');
  await workbench.quickInput.waitFor(/part of the DataSet/);
  await workbench.quickInput.type('orders');
  await workbench.quickInput.pickOnly(/^Orders/);
  await workbench.quickInput.pick(/Upload sample-orders.csv/);
  await workbench.notification(/500 rows sent/).waitFor();
  await workbench.openViewContainer('Domo Streams');
  await workbench.expand(/^Connection Sandbox/);
  await workbench
    .treeItem(/^Stream Orders/)
    .locator('.monaco-tl-twistie')
    .click();
  await workbench.treeItem(/^Execution 7, SUCCESS, 500 rows/).waitFor();
  await workbench.treeItem(/^Stream Orders/).click();
  await workbench.editorTab('Orders.stream.json').waitFor();
  await workbench.page.locator('.view-line', { hasText: '"description"' }).first().click();
}

runMain(main);
