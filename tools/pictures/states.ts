import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxStreams } from '../../test/support/ui/documents';
import { UiSession, type UiSessionOptions } from '../../test/support/ui/session';
import { ToolCaller } from '../../test/support/ui/toolCaller';
import { showConflict, showDocuments, showDraft, showPages } from './documentStates';
import { showLinks, showTasks, showTool, writeTasks } from './integrationStates';
import { looks, openLook, type Look } from './looks';
import type { Shown } from './tour';
import {
  showInvalid,
  showMenus,
  showReadOnly,
  showRestricted,
  showTree,
  showWelcome,
} from './treeStates';
import { showQueue, showUploads } from './uploadStates';

const quiet = { 'editor.minimap.enabled': false, 'editor.autoClosingQuotes': 'never' };
const sandbox = { id: 'sandbox', name: 'Sandbox', url: 'sandbox:' };

type Settings = Readonly<Record<string, unknown>>;

const smallParts = { 'domoStreams.upload.partSizeMiB': 1, 'domoStreams.upload.retries': 0 };
const autoSave = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 300 };

/** The tours, each with the user settings that it begins with. */
const tours: readonly [Shown, Settings][] = [
  [showWelcome, { 'domoStreams.connections': [] }],
  [showInvalid, { 'domoStreams.connections': [{ name: 'Without an address' }] }],
  [showReadOnly, { 'domoStreams.connections': [{ ...sandbox, readOnly: true }] }],
  [showTree, {}],
  [showMenus, {}],
  [showDocuments, {}],
  [showConflict, {}],
  [showDraft, autoSave],
  [showPages, {}],
  [showUploads, smallParts],
  [showQueue, smallParts],
  [showTasks, smallParts],
  [showLinks, {}],
];

/** Takes each view and state in each look, into `<cache>/screenshots/states-…`; nothing of it is kept. */
export async function takeStates(chosen: readonly string[]): Promise<void> {
  const caller = new ToolCaller();
  const all: typeof tours = [...tours, [showTool(caller), {}]];
  for (const look of looks.filter((name) => chosen.length === 0 || chosen.includes(name))) {
    await inSession({ otherExtensions: [caller.folder] }, async (session) => {
      for (const [show, settings] of all) await takeTour(session, look, show, settings);
    });
    await inSession({ asksForTrust: true }, (session) =>
      takeTour(session, look, showRestricted, {}),
    );
  }
  caller.remove();
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
    for (const year of [2025, 2026])
      writeFileSync(join(session.workspace, `orders-${year}.csv`), rows + body.repeat(150));
    writeTasks(session.workspace);
    await use(session);
  } finally {
    await session.close();
  }
}

async function takeTour(
  session: UiSession,
  look: Look,
  show: Shown,
  settings: Settings,
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
