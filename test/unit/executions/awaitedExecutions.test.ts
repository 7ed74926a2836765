import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwaitedExecutions } from '../../../src/executions/awaitedExecutions';
import { temporaryDirectory } from '../../../tools/common/paths';

describe('Awaited executions', () => {
  const folder = temporaryDirectory('awaited');
  const path = join(folder.path, 'below', 'awaited.json');
  const ids = { connectionId: 'acme', streamId: 7, executionId: 3 };
  after(() => folder.remove());

  it('are none before something is written', async () => {
    assert.deepEqual(await new AwaitedExecutions(path).read(), []);
  });

  it('are what was written last, for the next window', async () => {
    const awaited = new AwaitedExecutions(path);
    await Promise.all([awaited.write([]), awaited.write([ids])]);
    assert.deepEqual(await new AwaitedExecutions(path).read(), [ids]);
  });

  it('are none of what can’t be read', async () => {
    for (const text of ['[{"connectionId":"acme"', '{}', '[1, {"connectionId": 5}]']) {
      writeFileSync(path, text);
      assert.deepEqual(await new AwaitedExecutions(path).read(), []);
    }
  });
});
