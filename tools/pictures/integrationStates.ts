import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { followLink } from '../../test/support/ui/links';
import type { ToolCaller } from '../../test/support/ui/toolCaller';
import type { Shown, Tour } from './tour';

/** Writes the tasks that `showTasks` runs. */
export function writeTasks(workspace: string): void {
  const task = { type: 'domo-upload', connection: 'sandbox', stream: 101 };
  const tasks = [
    { ...task, label: 'feed orders', file: 'orders-2026.csv' },
    { ...task, label: 'feed what is missing', file: 'missing.csv' },
  ];
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  const file = join(workspace, '.vscode', 'tasks.json');
  writeFileSync(file, JSON.stringify({ version: '2.0.0', tasks }));
}

export async function showTasks({ workbench, streams, take }: Tour): Promise<void> {
  const run = async (label: string): Promise<void> => {
    await workbench.runCommand('Tasks: Run Task');
    await workbench.quickInput.pick(new RegExp(`^${label}`));
  };
  await streams.setFaults([{ method: 'PUT', path: '**/parts/*', delayMs: 3000 }]);
  await run('feed orders');
  await workbench.treeItem(/^Upload of .* running/).waitFor();
  await take('task-running');
  await streams.setFaults([]);
  await workbench.treeItem(/^Upload of .* done/).waitFor();
  await take('task-ended');
  await run('feed what is missing');
  await workbench.page.locator('.part.panel .title-actions .codicon-error').waitFor();
  await take('task-failed');
}

export async function showLinks({ workbench, take }: Tour): Promise<void> {
  await followLink(workbench, 'instance=sandbox:&stream=102');
  await workbench.dialog(/Open stream 102/).waitFor();
  await take('link');
  await workbench.page.keyboard.press('Escape');
  await followLink(workbench, 'instance=acme.domo.com&stream=102');
  await workbench.dialog(/There is no connection to/).waitFor();
  await take('link-add');
  await workbench.page.keyboard.press('Escape');
}

export function showTool(caller: ToolCaller): Shown {
  return async ({ workbench, take }) => {
    await caller.call(workbench, 'domo_explain_execution', { streamId: 104, executionId: 6 });
    await workbench.dialog(/Look into an execution/).waitFor();
    await take('tool');
    await workbench.page.keyboard.press('Escape');
  };
}
