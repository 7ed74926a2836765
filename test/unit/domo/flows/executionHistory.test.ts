import assert from 'node:assert/strict';
import { activeExecutions } from '../../../../src/domo/flows/executionHistory';
import { newestExecutions } from '../../../../src/domo/flows/newestExecutions';
import { kindOf } from '../../../support/collect';
import { scriptedServer } from '../../../support/scriptedTransport';

const newestId = 9_000_000_000_000_000;

/** A server without a history whose newest execution has a huge ID, and that answers each page so. */
function hugeServer(rows: (offset: number, limit: number) => object[]) {
  return scriptedServer((call) => {
    if (call.includes('/history/')) return 404;
    if (call.includes('/state/')) return [200, [{ executionId: newestId }]];
    const [, limit, offset] = /limit=(\d+)&offset=(\d+)/.exec(call) ?? [];
    return [200, rows(Number(offset), Number(limit))];
  });
}

function full(offset: number, limit: number): object[] {
  return Array.from({ length: limit }, (_, index) => ({
    executionId: offset + index + 1,
    currentState: index % 250 === 0 ? 'ACTIVE' : 'SUCCESS',
  }));
}

describe('The active executions of a server with a huge newest ID', () => {
  it('are those among the newest 50,000 if every page is full', async () => {
    const server = hugeServer(full);
    const { running, uncheckedCount } = await activeExecutions(server, 1);
    assert.equal(running.length, 200);
    assert.equal(uncheckedCount, newestId - 50_000);
    assert.ok(server.calls.length < 110, String(server.calls.length));
  });

  it('are found in the few executions that there are', async () => {
    const server = hugeServer((offset, limit) => full(0, 700).slice(offset, offset + limit));
    const { running, uncheckedCount } = await activeExecutions(server, 1);
    assert.deepEqual(
      running.map(({ executionId }) => executionId),
      [501, 251, 1],
    );
    assert.equal(uncheckedCount, 0);
    assert.ok(server.calls.length < 130, String(server.calls.length));
  });

  it('are listed once if every page is the same', async () => {
    const server = hugeServer((_, limit) => full(0, limit));
    const { running } = await activeExecutions(server, 1);
    assert.equal(running.length, 2);
    assert.ok(server.calls.length < 110, String(server.calls.length));
  });
});

describe('The newest executions', () => {
  it('are given up if the list has no end', async () => {
    const server = hugeServer((offset, limit) => full(offset + 7, limit));
    assert.equal(await kindOf(newestExecutions(server, 1, 500)), 'unexpectedAnswer');
    assert.ok(server.calls.length < 200, String(server.calls.length));
  });

  it('are not looked for behind an ID that no server can have', async () => {
    for (const executionId of [1e16, '9'.repeat(400), -5, 0.5, Number.MAX_VALUE]) {
      const { streams } = scriptedServer(() => [200, [{ executionId }]]);
      assert.equal(await streams.latestExecutionId(1), undefined);
    }
  });
});
