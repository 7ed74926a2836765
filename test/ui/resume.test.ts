import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;
const dataSet = '64252425-607d-407d-a798-47985bd1e9fc';
const rows = Array.from(
  { length: 120_000 },
  (_, row) => `${row},"note ${row}, with a comma",${row * 7}\n`,
);

describe('An upload that does not get through at once', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start({
      settings: { 'domoStreams.upload.partSizeMiB': 1, 'domoStreams.upload.concurrency': 1 },
    });
    writeFileSync(join(session.workspace, 'readings.csv'), `id,note,value\n${rows.join('')}`);
    workbench = await session.openWorkbench();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-resume');
  });

  after(() => session.close());

  async function ask(path: string, options: RequestInit = {}): Promise<string> {
    const { url, token } = session.sandbox;
    const headers = { 'X-DOMO-Developer-Token': token };
    return (await fetch(`${url}${path}`, { ...options, headers })).text();
  }

  async function partsReceived(): Promise<string[]> {
    const requests = JSON.parse(await ask('/sandbox/requests')) as {
      path: string;
      status: number;
    }[];
    return requests
      .filter(({ path, status }) => path.includes('/parts/') && status === 200)
      .map(({ path }) => path);
  }

  it('is offered again after a reload and sends only what is missing', async () => {
    const slow = [{ method: 'PUT', path: '**/parts/*', nth: 'every', delayMs: 1500 }];
    await ask('/sandbox/faults', { method: 'PUT', body: JSON.stringify(slow) });
    await workbench.chooseFromMenu(workbench.treeItem('readings.csv'), 'Upload to Stream…');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.quickInput.type('roaster');
    await workbench.quickInput.pickOnly(/Roaster/);
    await workbench.quickInput.waitFor(/Press Enter to upload/);
    await workbench.quickInput.accept();
    await workbench.notification(/2 of 5 parts/).waitFor();
    await workbench.screenshot('resume-running');
    await workbench.page.reload();
    await workbench.openViewContainer('Domo Streams');
    const offer = workbench.notification(/readings.csv .* was interrupted/);
    await offer.waitFor();
    await workbench.screenshot('resume-offer');
    await ask('/sandbox/faults', { method: 'PUT', body: '[]' });
    await offer.getByRole('button', { name: /Resume \d of 5 parts/ }).click();
    await workbench.notification(/120,000 rows sent · 120,000 rows in Domo/).waitFor();
    await workbench.screenshot('resume-done');
    assert.equal(await ask(`/sandbox/datasets/${dataSet}.csv`), rows.join(''));
    const received = await partsReceived();
    assert.equal(new Set(received).size, 5);
    assert.ok(received.length <= 6, received.join('\n'));
  });

  it('is paused from its notification, and goes on from the list of uploads', async () => {
    const slow = [{ method: 'PUT', path: '**/parts/*', nth: 'every', delayMs: 1500 }];
    await ask('/sandbox/faults', { method: 'PUT', body: JSON.stringify(slow) });
    await workbench.openViewContainer('Explorer');
    await workbench.chooseFromMenu(workbench.treeItem('readings.csv'), 'Upload to Stream…');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.quickInput.type('roaster');
    await workbench.quickInput.pickOnly(/Roaster/);
    await workbench.quickInput.waitFor(/Press Enter to upload/);
    await workbench.quickInput.accept();
    const running = workbench.notification(/2 of 5 parts/);
    await running.getByRole('button', { name: 'Pause' }).or(running.getByText('Pause')).click();
    await workbench.openViewContainer('Domo Streams');
    const paused = workbench.treeItem(/^Upload of readings.csv .* paused/);
    await paused.waitFor();
    await workbench.screenshot('paused');
    await ask('/sandbox/faults', { method: 'PUT', body: '[]' });
    await workbench.chooseFromMenu(paused, 'Resume Upload');
    await workbench
      .treeItem(/^Upload of readings.csv .* done, 120,000 rows sent/)
      .first()
      .waitFor();
    assert.equal(await ask(`/sandbox/datasets/${dataSet}.csv`), rows.join(''));
  });
});
