import assert from 'node:assert/strict';
import type { UploadEntry, UploadState } from '../../../../src/uploads/queue/uploadEntry';
import { assertInOrder, chainOf } from '../../../../src/uploads/queue/uploadOrder';

/** Uploads of files that were given together, the newest first, as they are listed. */
function together(...states: readonly UploadState[]): UploadEntry[] {
  const entries = states.map((state, index) => ({
    upload: { uploadId: String(index), source: { path: `/data/${index}.csv` } },
    after: index === 0 ? undefined : String(index - 1),
    state,
  }));
  return entries.reverse() as unknown as UploadEntry[];
}

const idsOf = (entries: readonly UploadEntry[]): string[] =>
  entries.map(({ upload }) => upload.uploadId);

describe('Uploads that were given together', () => {
  it('go on from the first that is not done', () => {
    const entries = together('done', 'paused', 'paused', 'paused');
    const [last, third] = entries as [UploadEntry, UploadEntry];
    assert.deepEqual(idsOf(chainOf(entries, last)), ['1', '2', '3']);
    assert.deepEqual(idsOf(chainOf(entries, third)), ['1', '2']);
  });

  it('are refused if nobody knows what became of the one before', () => {
    const [last] = together('paused', 'paused') as [UploadEntry];
    assert.throws(() => assertInOrder([last], last), {
      kind: 'conflict',
      message: /^The file that belongs before 1\.csv is not in Domo\./,
    });
  });

  it('wait while the one before may yet end well', () => {
    for (const state of ['queued', 'running', 'paused'] as const) {
      const entries = together(state, 'queued');
      const [last] = entries as [UploadEntry];
      assert.throws(() => assertInOrder(entries, last), { kind: 'paused' });
    }
  });

  it('do not go on behind one that has failed, and say which', () => {
    for (const state of ['failed', 'cancelled'] as const) {
      const entries = together(state, 'paused');
      const [last] = entries as [UploadEntry];
      assert.throws(() => assertInOrder(entries, last), {
        kind: 'conflict',
        message: '0.csv belongs before this file, and is not in Domo. Upload it first.',
      });
    }
    const entries = together('done', 'paused');
    const [last] = entries as [UploadEntry];
    assertInOrder(entries, last);
  });
});
