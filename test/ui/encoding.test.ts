import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

/** 氏名,金額 and rows of 佐藤 and 山田 in Shift_JIS. */
const japanese =
  '\x8e\x81\x96\xbc,\x8b\xe0\x8az,\x94\xf5\x8dl\n\x8d\xb2\x93\xa1,1200,\n\x8eR\x93c,3400,\n';

describe('A file that leaves something open', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
    writeFileSync(join(session.workspace, 'sales.csv'), Buffer.from(japanese, 'latin1'));
    writeFileSync(
      join(session.workspace, 'days.csv'),
      'Montag,Kasse A,hoch,keine\nDienstag,Kasse B,tief,keine\n',
    );
    writeFileSync(
      join(session.workspace, 'cafes.csv'),
      Buffer.from('id,name,city\n1,Caf\xe9,Orl\xe9ans\n', 'latin1'),
    );
    workbench = await session.openWorkbench();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('failed-encoding');
  });

  after(() => session.close());

  async function beginUpload(file: string, stream = 'roaster'): Promise<void> {
    await workbench.chooseFromMenu(workbench.treeItem(file), 'Upload to Stream…');
    await workbench.quickInput.waitFor(/part of the DataSet/);
    await workbench.quickInput.type(stream);
    await workbench.quickInput.pickOnly(new RegExp(stream, 'i'));
  }

  it('is not uploaded before somebody says whether its first line is a header', async () => {
    const { quickInput } = workbench;
    await beginUpload('days.csv', 'Kassenbuch');
    await quickInput.option(/Is the first line a header\?/).waitFor();
    await workbench.screenshot('header-open');
    await quickInput.accept();
    await quickInput.waitFor(/Is the first line a header\?/);
    await workbench.screenshot('header-asked');
    await quickInput.pick(/Upload first line \(data\)/);
    await quickInput.option(/Upload days\.csv/).waitFor();
    await quickInput.option(/Upload first line \(data\)/).waitFor();
    await quickInput.accept();
    await workbench.notification(/2 rows in Domo/).waitFor();
  });

  it('is uploaded in the encoding in which its words are right', async () => {
    const { quickInput } = workbench;
    await beginUpload('sales.csv');
    await quickInput.waitFor(/Encoding of sales\.csv/);
    assert.equal(await quickInput.option(/^Windows-1252/).count(), 0);
    await quickInput.option(/^Shift_JIS.*“氏名”, “金額”, “備考”/).waitFor();
    await workbench.screenshot('encoding-asked');
    await quickInput.pick(/^Shift_JIS/);
    await quickInput.option(/Read as Shift_JIS/).waitFor();
    await workbench.screenshot('encoding-plan');
    await quickInput.accept();
    await workbench.notification(/2 rows in Domo/).waitFor();
  });

  it('is shown as it is read, which can be changed before anything is sent', async () => {
    const { quickInput } = workbench;
    await beginUpload('cafes.csv');
    await quickInput.option(/Read as Windows-1252.*“Café”, “Orléans”/).click();
    await quickInput.waitFor(/Encoding of cafes\.csv/);
    await quickInput.cancel();
    await quickInput.option(/Read as Windows-1252/).click();
    await quickInput.pick(/^Windows-1251.*“Cafй”/);
    await quickInput.option(/Read as Windows-1251.*“Cafй”/).waitFor();
    await quickInput.cancel();
    await quickInput.widget.waitFor({ state: 'hidden' });
  });
});
