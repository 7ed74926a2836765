import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Theme } from '../../test/support/ui/themes';
import type { UiSession } from '../../test/support/ui/session';
import type { Workbench } from '../../test/support/ui/workbench';
import { repositoryRoot } from '../common/paths';

type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

const folder = join(repositoryRoot, 'media', 'walkthrough');
const size = { widthPixels: 900, heightPixels: 560 };
const whole: Box = { x: 0, y: 30, width: 620, height: 310 };
const sideBar: Box = { ...whole, width: 276, height: 400 };
const welcome: Box = { ...sideBar, height: 312 };

/** Takes the picture of each step of the walkthrough, in both kinds of theme. */
export async function takeWalkthroughPictures(session: UiSession): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const theme of ['dark', 'light'] as const) {
    await takeSteps(session, theme);
    await takeWelcome(session, theme);
  }
}

async function takeSteps(session: UiSession, theme: Theme): Promise<void> {
  const workbench = await session.openWorkbench({ ...size, theme, settings: quiet });
  const take = (step: string, clip: Box): Promise<void> =>
    takePicture(workbench, `${step}-${theme}`, clip);
  await showStreams(workbench);
  await take('tree', sideBar);
  await workbench.treeItem(/^Stream Orders/).click();
  await workbench.editorTab('Orders.stream.json').waitFor();
  await workbench.page.locator('.view-line', { hasText: '"description"' }).first().click();
  await take('edit', whole);
  await askForUpload(workbench);
  await take('upload', await questionBox(workbench));
  await workbench.quickInput.cancel();
  await showFailure(workbench);
  await take('failure', whole);
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Domo Streams: Add Connection…');
  await workbench.quickInput.waitFor(/Your Domo instance/);
  await take('instance', await questionBox(workbench));
  await workbench.quickInput.cancel();
  await workbench.close();
}

/** Fewer colours than can be told apart make a third of the bytes. */
async function takePicture(workbench: Workbench, name: string, clip: Box): Promise<void> {
  await workbench.sideBar
    .locator('.monaco-progress-container.active')
    .first()
    .waitFor({ state: 'detached' });
  // Once the page stands still.
  await workbench.screenshot('walkthrough');
  const picture = await workbench.page.screenshot({ clip, animations: 'disabled' });
  await sharp(picture)
    .png({ palette: true, colours: 96, dither: 0, effort: 10, compressionLevel: 9 })
    .toFile(join(folder, `${name}.png`));
}

/** The first one, which shows the view before there is a connection. */
async function takeWelcome(session: UiSession, theme: Theme): Promise<void> {
  const settings = { ...quiet, 'domoStreams.connections': [] };
  const workbench = await session.openWorkbench({ ...size, theme, settings });
  await workbench.openViewContainer('Domo Streams');
  await workbench.view('Streams').locator('.monaco-button').first().waitFor();
  await takePicture(workbench, `sandbox-${theme}`, welcome);
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

/** The whole question, and nothing of what is behind it. */
async function questionBox({ quickInput }: Workbench): Promise<Box> {
  const box = await quickInput.widget.boundingBox();
  if (!box) throw new Error('No question is on the page.');
  return box;
}

async function showFailure(workbench: Workbench): Promise<void> {
  await workbench.openViewContainer('Domo Streams');
  const orders = workbench.treeItem(/^Stream Orders/);
  await orders.locator('.monaco-tl-twistie').click();
  const zendesk = workbench.treeItem(/^Stream Zendesk/);
  await zendesk.locator('.monaco-tl-twistie').click();
  const failed = workbench.treeItem(/^Execution \d+, ERROR/).first();
  await workbench.chooseFromMenu(failed, 'Show Execution Details');
  await workbench.editorTab(/^Execution/).waitFor();
}
