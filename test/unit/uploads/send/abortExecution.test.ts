import assert from 'node:assert/strict';
import { silentLog } from '../../../../src/base/log';
import { englishOf, text } from '../../../../src/base/text';
import { abortExecution, leaveExecution } from '../../../../src/uploads/send/abortExecution';
import { UploadError, type UploadErrorKind } from '../../../../src/uploads/errors';
import type { Upload } from '../../../../src/uploads/upload';
import { denied, FakeTarget, lost } from '../../../support/fakeTarget';

const { signal } = new AbortController();

async function noteOf(
  target: FakeTarget,
  commit: Upload['commit'],
  error: Error,
): Promise<string | undefined> {
  const { executionId, uploadId } = await target.createExecution(undefined, signal);
  // Nothing else of an upload matters here.
  const upload = { execution: { executionId, uploadId }, commit } as Upload;
  const { note } = await abortExecution(upload, target, error, silentLog);
  return note && englishOf(note);
}

describe('What is said of the execution of an upload that failed', () => {
  it('does not claim a commit that got no answer', async () => {
    const target = new FakeTarget();
    assert.match((await noteOf(target, 'sent', lost)) ?? '', /is not known\. Retry the upload/);
    assert.equal(target.count('abort'), 0);
  });

  it('is that it goes on where it was committed', async () => {
    assert.match((await noteOf(new FakeTarget(), 'done', denied)) ?? '', /committed already/);
  });

  for (const kind of ['executionFailed', 'rowsDiffer'] satisfies UploadErrorKind[])
    it(`is nothing where it has ended, as with ${kind}`, async () => {
      const error = new UploadError(kind, text('It has ended.'));
      assert.equal(await noteOf(new FakeTarget(), 'done', error), undefined);
    });

  it('is that it stays open where there is nobody to ask', () => {
    const execution = { executionId: 3, uploadId: undefined };
    const upload = { execution, commit: 'none' } as Upload;
    for (const [lacksToken, pattern] of [
      [true, /Execution 3 stays open: edit the connection/],
      [false, /Execution 3 could not be aborted/],
    ] as const) {
      const { note, isOutOfReach } = leaveExecution(upload, lacksToken);
      assert.match(note ? englishOf(note) : '', pattern);
      assert.ok(isOutOfReach);
    }
  });
});
