import assert from 'node:assert/strict';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('A fresh window', () => {
  let session: UiSession | undefined;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
  });

  after(() => session?.close());

  async function open(theme: 'dark' | 'light'): Promise<Workbench> {
    assert.ok(session);
    return session.openWorkbench({ theme, widthPixels: 1024, heightPixels: 768 });
  }

  it('shows the sample files in the Explorer', async () => {
    const workbench = await open('dark');
    await workbench.treeItem('sample-orders.csv').waitFor();
    await workbench.screenshot('explorer-dark');
    await workbench.close();
  });

  it('has Domo Streams in the activity bar and in the palette', async () => {
    const workbench = await open('light');
    await workbench.openViewContainer('Domo Streams');
    await workbench.view('Streams').waitFor();
    await workbench.runCommand('Domo Streams: Refresh');
    await workbench.screenshot('domo-streams-light');
    await workbench.close();
  });

  it('shows the name of a stream as text, whatever it holds', async () => {
    assert.ok(session);
    const { url, token } = session.sandbox;
    const name = '[Sales](command:workbench.action.toggleSidebarVisibility) ☕/2';
    const renamed = await fetch(`${url}/api/data/v1/streams/105`, {
      method: 'PUT',
      headers: { 'X-DOMO-Developer-Token': token, 'content-type': 'application/json' },
      body: JSON.stringify({ dataSource: { name } }),
    });
    assert.equal(renamed.status, 200);
    const workbench = await open('light');
    await workbench.openViewContainer('Domo Streams');
    await workbench.expand(/^Connection Sandbox/);
    await workbench.chooseFromMenu(workbench.treeItem(/^Stream \[Sales\]/), 'Start Execution');
    const told = workbench.notification(/\[Sales\].*waits for parts/);
    await told.waitFor();
    await workbench.screenshot('name-with-a-link');
    assert.equal(await told.locator('.notification-list-item-message a').count(), 0);
    await workbench.close();
  });
});
