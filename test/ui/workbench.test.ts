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
});
