import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isUploadError } from '../../../src/uploads/errors';
import { inspect } from '../../../src/uploads/engine';
import { failureOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { openStreamId, uploadTo } from '../../support/sandboxUploads';
import { withTemporaryFolder } from '../../support/temporaryFolder';

describe('A path that is no ordinary file', function () {
  const folder = withTemporaryFolder();
  const own = withDomoSandbox();
  const at = (name: string): string => join(folder().path, name);

  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  async function refusal(path: string): Promise<string> {
    const error = await failureOf(inspect(path, { transportType: 'API', columns: undefined }));
    assert.ok(isUploadError(error), String(error));
    return error.message.replace(path, 'IT');
  }

  it('is refused at once, and never waited for', async () => {
    execFileSync('mkfifo', [at('pipe.csv')]);
    mkdirSync(at('folder.csv'));
    symlinkSync(at('pipe.csv'), at('link to a pipe.csv'));
    symlinkSync('round.csv', at('round.csv'));
    for (const name of ['pipe.csv', 'link to a pipe.csv', 'folder.csv'])
      assert.equal(await refusal(at(name)), 'IT is not a file.', name);
    for (const device of ['/dev/zero', '/dev/null', '/dev/tty'])
      assert.equal(await refusal(device), 'IT is not a file.', device);
    assert.equal(await refusal(at('round.csv')), 'IT can’t be read (ELOOP).');
    assert.equal(await refusal(at('nothing.csv')), 'There is no file IT.');
  });

  it('may be a link to one, and have a name of any characters', async () => {
    const name = 'a b ☕ %2e%2e%2f ..\\ "quoted" $(id) `id` [x](command:y)\n.csv';
    await folder().write(name, 'a,b\n1,2\n');
    symlinkSync(at(name), at('link.csv'));
    for (const path of [at(name), at('link.csv')]) {
      const upload = await uploadTo(own(), path);
      await upload.run();
      assert.equal(await own().stored(openStreamId), '1,2\n');
    }
  });
});
