import assert from 'node:assert/strict';
import { UploadError } from '../../../../src/uploads/errors';
import { text } from '../../../../src/base/text';
import type { UploadEntry } from '../../../../src/uploads/queue/uploadEntry';
import { failureText, percentOf } from '../../../../src/uploads/queue/uploadTexts';

describe('The progress of an upload', () => {
  it('is complete only when all parts have arrived', () => {
    const totalBytes = 300;
    for (const [acceptedBytes, sentBytes, percent] of [
      [0, 0, 0],
      [0, 300, 50],
      [100, 300, 66],
      [300, 300, 100],
    ] as const)
      assert.equal(percentOf({ acceptedBytes, sentBytes, totalBytes }), percent);
    assert.equal(percentOf({ acceptedBytes: 0, sentBytes: 0, totalBytes: 0 }), 0);
  });
});

describe('The reason of a failed upload', () => {
  const failed = (message: string): UploadEntry =>
    ({
      upload: { source: { path: '/data/orders.csv' } },
      error: new UploadError('columns', text('{0}', message)),
    }) as UploadEntry;

  it('leaves out the name of the file, which its row shows already', () => {
    assert.equal(failureText(failed('orders.csv has no rows.')), 'Has no rows.');
    assert.equal(failureText(failed('orders.csv: unknown field.')), 'Unknown field.');
  });

  it('stays as it is if it begins with something else', () => {
    for (const message of ['Domo failed.', 'orders.csv の行がありません。', 'orders.csv'])
      assert.equal(failureText(failed(message)), message);
  });
});
