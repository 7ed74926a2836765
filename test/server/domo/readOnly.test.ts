import assert from 'node:assert/strict';
import { kindOf } from '../../support/collect';
import { withDomoSandbox } from '../../support/domoSandbox';

describe('a read-only connection', () => {
  const own = withDomoSandbox({}, { readOnly: true });

  it('refuses every write before it is sent, and still reads', async () => {
    const { client } = own();
    const execution = { executionId: 5, uploadId: '20005' };
    const { signal } = new AbortController();
    const target = client.uploadTarget({ streamId: 107, route: 'auto' });
    const body = { contentType: 'text/csv', length: 1, open: () => assert.fail('it was read') };
    const writes: Record<string, () => Promise<unknown>> = {
      'create a stream': () => client.streams.create({ transport: { type: 'API' } }),
      'update a stream': () => client.streams.update(101, { dataSource: { name: 'No' } }),
      'delete a stream': () => client.streams.delete(101),
      'create an execution': () => client.executions.create(101, {}),
      'update an execution': () => client.executions.update(107, 5, { dataTag: 'x' }),
      'delete an execution': () => client.executions.delete(107, 5),
      commit: () => client.finalize(107, execution, { action: 'commit', route: 'auto' }),
      abort: () => client.finalize(107, execution, { action: 'abort', route: 'executions' }),
      'upload a part': () => target.putPart(execution, 1, body, signal),
      'create for an upload': () => target.createExecution('REPLACE', signal),
    };
    for (const [what, write] of Object.entries(writes))
      assert.equal(await kindOf(write()), 'readOnly', what);
    assert.equal((await client.streams.get(101)).name, 'Orders');
    assert.deepEqual(await own().requestsLike(/^(POST|PUT|DELETE|PATCH) /), []);
  });
});
