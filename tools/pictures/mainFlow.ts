import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxStreams } from '../../test/support/ui/documents';
import type { UiSession } from '../../test/support/ui/session';
import type { Workbench } from '../../test/support/ui/workbench';
import { Film } from './film';
import { repositoryRoot } from '../common/paths';

const size = { widthPixels: 960, heightPixels: 600, pixelRatio: 2 };
const fileName = 'orders-2026.csv';
const timesSample = 600;
const partMilliseconds = 500;

const settings = {
  'breadcrumbs.enabled': false,
  'domoStreams.upload.partSizeMiB': 1,
  'editor.autoClosingQuotes': 'never',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'workbench.hover.delay': 60_000,
};

/** Films how a stream is edited and a file uploaded, for the README. */
export async function filmMainFlow(session: UiSession): Promise<void> {
  writeLargeFile(session.workspace);
  const streams = new SandboxStreams(() => session.sandbox);
  await streams.describe(101, 'The orders of the web shop.');
  // As if the network were slower than loopback.
  await streams.setFaults([{ method: 'PUT', path: '**/parts/*', delayMs: partMilliseconds }]);
  const workbench = await session.openWorkbench({ ...size, settings });
  await workbench.treeItem(fileName).waitFor();
  await workbench.openViewContainer('Domo Streams');
  await workbench.expand(/^Connection Sandbox/);
  await workbench.treeItem(/^Stream Zendesk/).waitFor();
  await workbench.page.mouse.move(500, 400);
  const film = new Film(workbench.page, { x: 500, y: 400 }, size.pixelRatio);
  await film.hold(900);
  await editStream(workbench, film);
  await uploadFile(workbench, film);
  const path = join(repositoryRoot, 'media', 'readme', 'main-flow.webp');
  console.log(`${path}: ${(await film.write(path)).toFixed(1)} s`);
  await workbench.close();
  await streams.setFaults([]);
}

/** The rows of the sample, many times. */
function writeLargeFile(workspace: string): void {
  const sample = readFileSync(join(workspace, 'sample-orders.csv'), 'utf8');
  const rowsFrom = sample.indexOf('\n') + 1;
  const rows = sample.slice(rowsFrom).repeat(timesSample);
  writeFileSync(join(workspace, fileName), sample.slice(0, rowsFrom) + rows);
}

async function editStream(workbench: Workbench, film: Film): Promise<void> {
  const { page } = workbench;
  const orders = workbench.treeItem(/^Stream Orders/);
  await film.click(orders.locator('.monaco-tl-twistie'), { fromLeftPixels: 8 });
  await workbench.treeItem(/^Execution 1,/).waitFor();
  await film.hold(700);
  await film.click(orders.locator('.label-name'));
  await workbench.editorTab('Orders.stream.json').waitFor();
  await film.hold(800);
  const line = page.locator('.view-line', { hasText: '"description"' }).first();
  await film.click(line, { fromLeftPixels: 240 });
  // In front of the full stop.
  for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await film.hold(500);
  await film.type(', replaced every night');
  await film.hold(500);
  await film.press('Control+S', 'Ctrl + S');
  await page.locator('.tab.dirty').waitFor({ state: 'detached' });
  await film.hold(1200);
}

async function uploadFile(workbench: Workbench, film: Film): Promise<void> {
  await film.click(workbench.activityBarItem('Explorer'), { fromLeftPixels: 24 });
  const file = workbench.treeItem(fileName);
  await file.waitFor();
  await film.hold(400);
  await film.click(file.locator('.label-name'), { button: 'right' });
  const item = workbench.page.getByRole('menuitem', { name: 'Upload to Stream…' });
  await item.waitFor();
  await film.hold(400);
  await film.pointAt(item, 60);
  await film.hold(500);
  // A menu that has just opened ignores clicks, but not the key.
  await workbench.page.keyboard.press('Enter');
  await workbench.quickInput.waitFor(/part of the DataSet/);
  await film.hold(700);
  await film.type('orders');
  await film.hold(500);
  await workbench.quickInput.pickOnly(/^Orders/);
  const upload = workbench.quickInput.option(new RegExp(`Upload ${fileName}`));
  await upload.waitFor();
  await film.hold(2200);
  await film.press('Enter', 'Enter');
  await film.watchUntil(workbench.notification(/rows in Domo/));
  await film.hold(1600);
  await film.click(workbench.activityBarItem('Domo Streams'), { fromLeftPixels: 24 });
  await workbench.treeItem(/^Execution 7, SUCCESS/).waitFor();
  await film.pointAt(workbench.treeItem(/^Execution 7, SUCCESS/), 150);
  await film.hold(2500);
}
