import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Theme } from '../support/ui/themes';
import type { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';
import { repositoryRoot } from './paths';

type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

const folder = join(repositoryRoot, 'media', 'walkthrough');
const size = { widthPixels: 900, heightPixels: 560 };
const whole: Box = { x: 0, y: 30, width: 620, height: 310 };
const sideBar: Box = { ...whole, width: 276, height: 400 };
const question: Box = { x: 170, y: 0, width: 560, height: 200 };

/** Takes the picture of each step of the walkthrough, in one theme. */
export async function takeWalkthroughPictures(session: UiSession, theme: Theme): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const workbench = await session.openWorkbench({ ...size, theme, settings: quiet });
  const take = async (step: string, clip: Box): Promise<void> => {
    // Once the page stands still.
    await workbench.screenshot('walkthrough');
    const path = join(folder, `${step}-${theme}.png`);
    await workbench.page.screenshot({ path, clip, animations: 'disabled' });
  };
  await showStreams(workbench);
  await take('tree', sideBar);
  await workbench.treeItem(/^Stream Orders/).click();
  await workbench.editorTab('Orders.stream.json').waitFor();
  await workbench.page.locator('.view-line', { hasText: '"description"' }).first().click();
  await take('edit', whole);
  await askForUpload(workbench);
  await take('upload', question);
  await workbench.quickInput.cancel();
  await showFailure(workbench);
  await take('failure', whole);
  await workbench.runCommand('Domo Streams: Add Connection…');
  await workbench.quickInput.waitFor(/Your Domo instance/);
  await take('instance', question);
  await workbench.quickInput.cancel();
  await workbench.close();
}

/** Takes the first one, which shows the view before there is a connection. */
export async function takeWelcomePicture(session: UiSession, theme: Theme): Promise<void> {
  const settings = { ...quiet, 'domoStreams.connections': [] };
  const workbench = await session.openWorkbench({ ...size, theme, settings });
  await workbench.openViewContainer('Domo Streams');
  await workbench.view('Streams').locator('.monaco-button').first().waitFor();
  await workbench.screenshot('walkthrough');
  const path = join(folder, `sandbox-${theme}.png`);
  await workbench.page.screenshot({ path, clip: sideBar, animations: 'disabled' });
  await workbench.close();
}

const quiet = { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false };

async function showStreams(workbench: Workbench): Promise<void> {
  await workbench.openViewContainer('Domo Streams');
  await workbench.expand(/^Connection Sandbox/);
  const orders = workbench.treeItem(/^Stream Orders/);
  await orders.locator('.monaco-tl-twistie').click();
  await workbench
    .treeItem(/^Execution \d+/)
    .first()
    .waitFor();
}

async function askForUpload(workbench: Workbench): Promise<void> {
  await workbench.openViewContainer('Explorer');
  await workbench.chooseFromMenu(workbench.treeItem('sample-orders.csv'), 'Upload to Stream…');
  await workbench.quickInput.waitFor(/part of the DataSet/);
  await workbench.quickInput.type('orders');
  await workbench.quickInput.pickOnly(/^Orders/);
  await workbench.quickInput.option(/Upload sample-orders.csv/).waitFor();
}

async function showFailure(workbench: Workbench): Promise<void> {
  await workbench.openViewContainer('Domo Streams');
  const zendesk = workbench.treeItem(/^Stream Zendesk/);
  await zendesk.locator('.monaco-tl-twistie').click();
  const failed = workbench.treeItem(/^Execution \d+, ERROR/).first();
  await workbench.chooseFromMenu(failed, 'Show Execution Details');
  await workbench.editorTab(/^Execution/).waitFor();
}
