import assert from 'node:assert/strict';
import type { SandboxOptions } from '../../../src/sandbox/options';
import { withDomoSandbox } from '../../support/domoSandbox';

const servers: Record<string, SandboxOptions> = {
  'that has a history': {},
  'that has only a list': { routes: 'specification' },
};

for (const [name, options] of Object.entries(servers))
  describe(`the history of a stream, on a server ${name}`, () => {
    const own = withDomoSandbox({ ...options, streams: 1200, severalActive: true });

    it('is read newest first', async () => {
      const { items: executions, remaining: olderCount = 0 } = await own().client.readHistory(
        105,
        5,
      );
      const ids = executions.map(({ executionId }) => executionId);
      assert.deepEqual(ids.slice(0, 5), [12, 11, 10, 9, 8]);
      assert.equal(ids.length + olderCount, 12);
    });

    it('tells all that run, wherever they are in it', async () => {
      const { client } = own();
      const read: number[] = [];
      const old = await client.executions.create(1001, {});
      // A connector's run ends by itself; one that waits for parts does not.
      await client.finalize(1001, old, { action: 'abort', route: 'auto' });
      const ids: number[] = [];
      for (let count = 0; count < 3; count += 1)
        ids.unshift((await client.executions.create(101, {})).executionId);
      const { running } = await client.activeExecutions(101, {
        onRead: (count) => read.push(count),
      });
      assert.deepEqual(
        running.map(({ executionId }) => executionId),
        ids,
      );
      const none = await client.activeExecutions(1001, { onRead: (count) => read.push(count) });
      assert.deepEqual(none, { running: [], uncheckedCount: 0 });
      // Ten thousand come in pages where the server has no history.
      assert.ok(options.routes === 'specification' ? read.length >= 19 : read.length === 0);
    });
  });
