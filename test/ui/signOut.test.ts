import assert from 'node:assert/strict';
import {
  dirtyTab,
  DocumentWindows,
  editorLine,
  openStream,
  reloadWithUnsaved,
  SandboxStreams,
  typeDescription,
} from '../support/ui/documents';
import { UiSession } from '../support/ui/session';

const startMinutes = 15;

describe('Unsaved documents that come back while Domo refuses the token', () => {
  let session: UiSession;
  const windows = new DocumentWindows(() => session);
  const streams = new SandboxStreams(() => session.sandbox);

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
  });

  afterEach(async function () {
    await streams.setFaults([]);
    await windows.closeAll(this.currentTest?.isFailed() ? 'sign-out' : undefined);
  });

  after(() => session.close());

  it('keep their text, say so in one line, and save once it is taken again', async () => {
    const workbench = await windows.open();
    await openStream(workbench, 'Orders');
    await typeDescription(workbench, 'Typed while signed in');
    await dirtyTab(workbench).waitFor();
    await streams.setFaults([{ path: '/api/**', status: 401 }]);
    await reloadWithUnsaved(workbench);
    await workbench.treeItem(/^Connection Sandbox.*signed out/).waitFor();
    await editorLine(workbench, 'Typed while signed in').click();
    await workbench.page.keyboard.press('Control+S');
    await workbench.notification(/Domo refused the token: give the connection/).waitFor();
    await workbench.screenshot('sign-out-refused');
    assert.equal(await workbench.notification(/./).count(), 1);
    await editorLine(workbench, 'Typed while signed in').waitFor();
    await dirtyTab(workbench).waitFor();
    await streams.setFaults([]);
    await workbench.page.keyboard.press('Control+S');
    await dirtyTab(workbench).waitFor({ state: 'detached' });
    assert.equal(await streams.descriptionOf(101), 'Typed while signed in');
    await workbench.treeItem(/^Stream Orders/).waitFor();
  });

  it('are still asked about where somebody else changed the field meanwhile', async () => {
    const workbench = await windows.open();
    await openStream(workbench, 'Customers');
    const { length } = await streams.descriptionOf(102);
    // As long as what was there: by their lengths the three are the same.
    const [mine, theirs] = ['m'.repeat(length), 't'.repeat(length)];
    await typeDescription(workbench, mine);
    await dirtyTab(workbench).waitFor();
    await streams.setFaults([{ path: '/api/**', status: 401 }]);
    await reloadWithUnsaved(workbench);
    await workbench.treeItem(/^Connection Sandbox.*signed out/).waitFor();
    await streams.setFaults([]);
    await streams.describe(102, theirs);
    await editorLine(workbench, mine).click();
    await workbench.page.keyboard.press('Control+S');
    await workbench.dialog(/dataSource.description changed in Domo/).waitFor();
    await workbench.page.getByRole('button', { name: 'Cancel' }).click();
    await editorLine(workbench, mine).waitFor();
    await dirtyTab(workbench).waitFor();
    assert.equal(await streams.descriptionOf(102), theirs);
  });
});
