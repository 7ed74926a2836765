import assert from 'node:assert/strict';
import type { SandboxOptions } from '../../../src/sandbox/options';
import { kindOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';
import { withServersAndClients } from '../../support/opened';

const dialects: Record<string, SandboxOptions> = {
  'only the specification': { routes: 'specification', streams: 30 },
  'only what live clients use': { routes: 'live', streams: 30 },
  both: { streams: 30 },
  'sparse lists': { sparse: true, streams: 30 },
  'no uploadId': { nullUploadId: true, streams: 30 },
};

for (const [name, options] of Object.entries(dialects))
  describe(`a server with ${name}`, () => {
    const own = withDomoSandbox(options);
    const opened = withServersAndClients();

    it('is found good by the probe', () => own().client.probe());

    it('gives all streams, and their names at the latest when asked for them', async () => {
      const { client } = own();
      const first = await client.readStreamPage({ limit: 20, offset: 0 });
      const second = first.next
        ? await client.readStreamPage({ limit: 20, offset: first.next })
        : { items: [] };
      // Without a list they come whole.
      const streams = [...first.items, ...second.items].slice(0, 40);
      const ids = streams.map(({ id }) => id);
      assert.equal(first.isWhole, options.routes === 'specification');
      assert.equal(new Set(ids).size, 40);
      const names = new Map<number, string | undefined>();
      await client.readWholeStreams(ids, (streams) => {
        for (const { id, name: found } of streams) names.set(id, found);
      });
      assert.equal(names.size, 40);
      assert.ok([...names.values()].every(Boolean));
      assert.equal(names.get(101), 'Orders');
    });

    it('gives the newest executions first', async () => {
      const { items: executions, remaining: olderCount } = await own().client.newestExecutions(
        105,
        4,
      );
      assert.deepEqual(
        executions.map(({ executionId }) => executionId),
        [12, 11, 10, 9],
      );
      assert.equal(olderCount, 8);
    });

    it('ends an execution by the route that it has', async () => {
      const { client } = own();
      const execution = await client.executions.create(105, {});
      await client.finalize(105, execution, { action: 'abort', route: 'auto' });
      const { currentState } = await client.executions.get(105, execution.executionId);
      assert.equal(currentState, 'ABORTED');
    });

    it('refuses a wrong token', async () => {
      const client = opened.client(own().sandbox.url, 'wrong');
      assert.equal(await kindOf(client.probe()), 'unauthorized');
    });
  });
