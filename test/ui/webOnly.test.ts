import assert from 'node:assert/strict';
import { startWebOnlyPage, type WebOnlyPage } from '../../tools/vscode/webOnlyPage';
import { repositoryRoot } from '../../tools/common/paths';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('In a browser without a server', () => {
  let session: UiSession;
  let webOnly: WebOnlyPage;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
    webOnly = await startWebOnlyPage(session.host, repositoryRoot);
    workbench = await session.openPage(webOnly.url);
  });

  after(async () => {
    webOnly.close();
    await session.close();
  });

  it('the view says what is needed, and where one learns how', async () => {
    await workbench.openViewContainer('Domo Streams');
    const view = workbench.view('Streams');
    await view.getByText('Domo Streams needs Node').waitFor();
    await view.locator('.monaco-button', { hasText: 'Learn How' }).waitFor();
    assert.equal(await view.locator('.monaco-button').count(), 1);
    await workbench.view('Uploads').waitFor({ state: 'hidden' });
    await workbench.screenshot('web-only');
  });

  it('a command says the same', async () => {
    await workbench.runCommand('Domo Streams: Add Connection…');
    await workbench.notification('Domo Streams needs Node').waitFor();
  });
});
