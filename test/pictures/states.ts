import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxStreams, typeDescription, typeLine } from '../support/ui/documents';
import { pageOf } from '../support/ui/pages';
import { UiSession, type UiSessionOptions } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';
import { looks, openLook, type Look } from './looks';

/** One window through which the states are shown, each taken once it stands still. */
interface Tour {
  readonly workbench: Workbench;
  readonly streams: SandboxStreams;
  readonly take: (state: string) => Promise<void>;
}

type Shown = (tour: Tour) => Promise<void>;

const quiet = { 'editor.minimap.enabled': false, 'editor.autoClosingQuotes': 'never' };
const sandbox = { id: 'sandbox', name: 'Sandbox', url: 'sandbox:' };
const list = '/api/data/v1/streams?*';
const parts = '**/parts/*';

/** The tours, each with the user settings that it begins with. */
const tours: readonly [Shown, Readonly<Record<string, unknown>>][] = [
  [showWelcome, { 'domoStreams.connections': [] }],
  [showInvalid, { 'domoStreams.connections': [{ name: 'Without an address' }] }],
  [showReadOnly, { 'domoStreams.connections': [{ ...sandbox, readOnly: true }] }],
  [showTree, {}],
  [showDocuments, {}],
  [showPages, {}],
  [showUploads, { 'domoStreams.upload.partSizeMiB': 1, 'domoStreams.upload.retries': 0 }],
];

/** Takes each view and state in each look, into `<cache>/screenshots/states-…`; nothing of it is kept. */
export async function takeStates(chosen: readonly string[]): Promise<void> {
  for (const look of looks.filter((name) => chosen.length === 0 || chosen.includes(name))) {
    await inSession({}, async (session) => {
      for (const [show, settings] of tours) await takeTour(session, look, show, settings);
    });
    await inSession({ asksForTrust: true }, (session) =>
      takeTour(session, look, showRestricted, {}),
    );
  }
}

async function inSession(
  options: UiSessionOptions,
  use: (session: UiSession) => Promise<void>,
): Promise<void> {
  const settings = { 'security.workspace.trust.startupPrompt': 'never' };
  const session = await UiSession.start({ ...options, settings });
  try {
    const rows = readFileSync(join(session.workspace, 'sample-orders.csv'), 'utf8');
    const body = rows.slice(rows.indexOf('\n') + 1);
    writeFileSync(join(session.workspace, 'orders-2026.csv'), rows + body.repeat(150));
    await use(session);
  } finally {
    await session.close();
  }
}

async function takeTour(
  session: UiSession,
  look: Look,
  show: Shown,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const streams = new SandboxStreams(() => session.sandbox);
  const workbench = await openLook(session, look, { ...quiet, ...settings });
  const take = async (state: string): Promise<void> => {
    console.log(await workbench.screenshot(`states-${state}-${look}`));
  };
  await workbench.openViewContainer('Domo Streams');
  await show({ workbench, streams, take });
  await workbench.close();
}

async function showWelcome({ workbench, take }: Tour): Promise<void> {
  await workbench.view('Streams').locator('.monaco-button').first().waitFor();
  await take('welcome');
  await workbench.runCommand('Domo Streams: Add Connection…');
  await workbench.quickInput.waitFor(/Your Domo instance/);
  await workbench.quickInput.typeAndAccept('http://acme.domo.com');
  await workbench.quickInput.waitFor(/Use https/);
  await take('add-refused');
  await workbench.quickInput.cancel();
}

async function showInvalid({ workbench, take }: Tour): Promise<void> {
  await workbench
    .view('Streams')
    .getByText(/can't be used/)
    .waitFor();
  await take('invalid-settings');
}

async function showReadOnly({ workbench, take }: Tour): Promise<void> {
  await workbench.expand(/^Connection Sandbox/);
  await workbench.treeItem(/^Stream Orders/).click();
  await workbench.editorTab(/^Orders/).waitFor();
  await take('read-only');
}

async function showRestricted({ workbench, take }: Tour): Promise<void> {
  await workbench.treeItem(/^Stream Orders/).waitFor();
  await take('restricted');
}

async function showTree({ workbench, streams, take }: Tour): Promise<void> {
  await workbench.treeItem(/^Stream Zendesk/).waitFor();
  await workbench
    .treeItem(/^Stream Orders/)
    .locator('.monaco-tl-twistie')
    .click();
  await workbench.treeItem(/^Execution 6/).waitFor();
  await take('tree');
  await workbench.treeItem(/^Stream Zendesk/).hover();
  await workbench.page.locator('.monaco-hover:visible').first().waitFor();
  await take('tooltip');
  await workbench.page.mouse.move(0, 0);
  await workbench.runCommand('Domo Streams: Search Streams…');
  await workbench.quickInput.waitFor(/Type what to search for/);
  await take('search-asks');
  await workbench.quickInput.type('a');
  await workbench.quickInput.pick(/DataSet name contains/);
  await workbench.treeItem(/streams? found/).waitFor();
  await take('search-found');
  await workbench.runCommand('Domo Streams: Clear Search');
  await workbench.treeItem(/^Stream Zendesk/).waitFor();
  for (const [state, fault] of [
    ['error', { path: '/api/**', status: 500 }],
    ['signed-out', { path: '/api/**', status: 401 }],
    ['empty', { path: list, status: 200, body: [] }],
    ['loading', { path: '/api/**', delayMs: 8000 }],
  ] as const) {
    await streams.setFaults([fault]);
    await workbench.runCommand('Domo Streams: Refresh');
    await workbench.page.waitForTimeout(2000);
    await take(state);
  }
  await streams.setFaults([]);
}

async function showDocuments({ workbench, take }: Tour): Promise<void> {
  await workbench.treeItem(/^Stream Orders/).click();
  await workbench.editorTab(/^Orders/).waitFor();
  await take('document');
  await typeDescription(workbench, 'Typed and not yet saved');
  await take('document-changed');
  await workbench.runCommand('Domo Streams: Preview Changes');
  await workbench.editorTab(/↔/).waitFor();
  await take('document-preview');
  await workbench.runCommand('View: Close Editor');
  await typeLine(workbench, 'streamId', '"streamId": 999,');
  await workbench.page.keyboard.press('Control+S');
  await workbench.notification(/./).first().waitFor();
  await take('document-refused');
  await workbench.runCommand('View: Revert and Close Editor');
}

async function showPages({ workbench, take }: Tour): Promise<void> {
  await workbench.chooseFromMenu(workbench.treeItem(/^Stream Orders/), 'Show Run History');
  await pageOf(workbench)
    .getByRole('heading', { name: /^Run history/ })
    .waitFor();
  await take('history');
  const zendesk = workbench.treeItem(/^Stream Zendesk/);
  await zendesk.locator('.monaco-tl-twistie').click();
  const failed = workbench.treeItem(/^Execution \d+, ERROR/).first();
  await workbench.chooseFromMenu(failed, 'Show Execution Details');
  await pageOf(workbench)
    .getByText(/credentials/)
    .waitFor();
  await take('execution-failed');
}

async function showUploads({ workbench, streams, take }: Tour): Promise<void> {
  await streams.setFaults([{ method: 'PUT', path: parts, delayMs: 3000 }]);
  await beginUpload(workbench, take);
  await workbench.notification(/Uploading/).waitFor();
  await workbench.openViewContainer('Domo Streams');
  await take('upload-running');
  const running = workbench.treeItem(/^Upload of .* running/).first();
  await workbench.chooseFromMenu(running, 'Pause Upload');
  await workbench.treeItem(/^Upload of .* paused/).waitFor();
  await take('upload-paused');
  await streams.setFaults([{ method: 'PUT', path: parts, status: 400 }]);
  await workbench.chooseFromMenu(workbench.treeItem(/^Upload of .* paused/), 'Resume Upload');
  await workbench
    .treeItem(/^Upload of .* failed/)
    .first()
    .waitFor();
  await take('upload-failed');
  await streams.setFaults([]);
  await beginUpload(workbench);
  await workbench.notification(/rows in Domo/).waitFor();
  await workbench.openViewContainer('Domo Streams');
  await take('upload-done');
}

async function beginUpload(workbench: Workbench, take?: Tour['take']): Promise<void> {
  await workbench.openViewContainer('Explorer');
  await workbench.chooseFromMenu(workbench.treeItem('orders-2026.csv'), 'Upload to Stream…');
  await workbench.quickInput.waitFor(/part of the DataSet/);
  await workbench.quickInput.type('orders');
  await workbench.quickInput.pickOnly(/^Orders/);
  await workbench.quickInput.option(/Upload orders-2026.csv/).waitFor();
  await take?.('preflight');
  await workbench.quickInput.accept();
}
