import type { Workbench } from '../../test/support/ui/workbench';
import type { Tour } from './tour';

const parts = '**/parts/*';

export async function showUploads({ workbench, streams, take }: Tour): Promise<void> {
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

/** Two files at once, of which the second waits for the first. */
export async function showQueue({ workbench, streams, take }: Tour): Promise<void> {
  await streams.setFaults([{ method: 'PUT', path: parts, delayMs: 3000 }]);
  await workbench.openViewContainer('Explorer');
  await workbench.selectTogether('orders-2025.csv', 'orders-2026.csv');
  await chooseStream(workbench);
  await take('preflight-two');
  await workbench.quickInput.accept();
  await workbench.notification(/Uploading/).waitFor();
  await workbench.openViewContainer('Domo Streams');
  await workbench.treeItem(/^Upload of .* queued/).waitFor();
  await take('upload-queued');
  await streams.setFaults([]);
  await workbench.notification(/2 files/).waitFor();
  await take('upload-two-done');
}

async function beginUpload(workbench: Workbench, take?: Tour['take']): Promise<void> {
  await workbench.openViewContainer('Explorer');
  await chooseStream(workbench);
  await take?.('preflight');
  await workbench.quickInput.accept();
}

/** Goes with what is selected in the Explorer as far as the last look at the upload. */
async function chooseStream(workbench: Workbench): Promise<void> {
  await workbench.chooseFromMenu(workbench.treeItem('orders-2026.csv'), 'Upload to Stream…');
  await workbench.quickInput.waitFor(/part of the DataSet/);
  await workbench.quickInput.type('orders');
  await workbench.quickInput.pickOnly(/^Orders/);
  await workbench.quickInput.option(/Upload .*(\.csv|files)/).waitFor();
}
