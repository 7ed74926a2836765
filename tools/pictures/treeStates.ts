import type { Locator } from 'playwright-core';
import type { Tour } from './tour';

const list = '/api/data/v1/streams?*';

export async function showWelcome({ workbench, take }: Tour): Promise<void> {
  await workbench.view('Streams').locator('.monaco-button').first().waitFor();
  await take('welcome');
  await workbench.runCommand('Domo Streams: Add Connection…');
  await workbench.quickInput.waitFor(/Your Domo instance/);
  await workbench.quickInput.typeAndAccept('http://acme.domo.com');
  await workbench.quickInput.waitFor(/Use https/);
  await take('add-refused');
  await workbench.quickInput.cancel();
}

export async function showInvalid({ workbench, take }: Tour): Promise<void> {
  await workbench
    .view('Streams')
    .getByText(/can't be used/)
    .waitFor();
  await take('invalid-settings');
}

export async function showReadOnly({ workbench, take }: Tour): Promise<void> {
  await workbench.expand(/^Connection Sandbox/);
  await workbench.treeItem(/^Stream Orders/).click();
  await workbench.editorTab(/^Orders/).waitFor();
  await take('read-only');
}

export async function showRestricted({ workbench, take }: Tour): Promise<void> {
  await workbench.treeItem(/^Stream Orders/).waitFor();
  await take('restricted');
}

export async function showTree({ workbench, streams, take }: Tour): Promise<void> {
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

export async function showMenus({ workbench, take }: Tour): Promise<void> {
  const takeMenu = async (row: Locator, state: string): Promise<void> => {
    await row.click({ button: 'right' });
    await workbench.page.locator('.monaco-menu').getByRole('menuitem').first().waitFor();
    await take(state);
    await workbench.page.keyboard.press('Escape');
  };
  const orders = workbench.treeItem(/^Stream Orders/);
  await takeMenu(orders, 'menu-stream');
  await orders.locator('.monaco-tl-twistie').click();
  await takeMenu(workbench.treeItem(/^Execution 6/), 'menu-execution');
  await takeMenu(workbench.treeItem(/^Connection Sandbox/), 'menu-connection');
  await workbench.openViewContainer('Explorer');
  await takeMenu(workbench.treeItem('sample-orders.csv'), 'menu-file');
}
