import assert from 'node:assert/strict';
import { readExecution } from '../../../src/domo/api/schemas';
import type { JsonObject } from '../../../src/base/json';
import { executionContent } from '../../../src/executions/executionPage';
import { historyContent } from '../../../src/executions/historyPage';
import { html, webPage } from '../../../src/base/html';
import { runOf, summaryOf, type Run } from '../../../src/executions/runRow';

const now = Date.UTC(2026, 0, 2);
const startedAt = now / 1000 - 100;

function run(executionId: number, fields: JsonObject = {}): Run {
  const body = {
    executionId,
    currentState: 'SUCCESS',
    startedAt,
    endedAt: startedAt + 30,
    ...fields,
  };
  return runOf(readExecution(body, 'GET'), now);
}

const view = { streamName: 'Orders', remaining: 0, pageSize: 100 };

describe('The page of a run history', () => {
  it('sums up how runs ended, how long they took and what they brought', () => {
    const runs = [
      run(4, { currentState: 'ACTIVE', endedAt: null }),
      run(3, { currentState: 'ERROR', rowsInserted: 0 }),
      run(2, { rowsInserted: 500 }),
      run(1, { currentState: 'ABORTED' }),
    ];
    assert.equal(
      summaryOf(runs).join(' · '),
      '4 executions · 1 succeeded · 1 failed · 1 aborted or cancelled · 1 running · usually 30 s · usually 500 rows',
    );
  });

  it('has a row and three bars for each run, the oldest bar on the left', () => {
    const { text } = historyContent({ ...view, runs: [run(2, { rowsInserted: 5 }), run(1)] });
    const marks = [...text.matchAll(/<(g|tr)[^>]*data-execution="(\d+)"/g)];
    assert.deepEqual(
      marks.map(([, element = '', id = '']) => element + id),
      ['g1', 'g2', 'g1', 'g2', 'g1', 'g2', 'tr2', 'tr1'],
    );
  });

  it('offers older runs, and says how many there are', () => {
    const { text } = historyContent({ ...view, runs: [run(1)], remaining: 9900 });
    assert.match(text, /Load 100 more of 9,900/);
  });

  it('says that a stream has never run, and why it could not be read', () => {
    assert.match(historyContent({ ...view, runs: [] }).text, /has never run/);
    const { text } = historyContent({ ...view, runs: [], failure: 'No network.' });
    assert.match(text, /No network\./);
    assert.doesNotMatch(text, /has never run/);
  });

  it('shows a run without times and numbers', () => {
    const bare = run(1, { currentState: null, startedAt: null, endedAt: null });
    const { text } = historyContent({ ...view, runs: [bare] });
    assert.doesNotMatch(text, /NaN|undefined|null/);
  });

  it('shows text from the server as text', () => {
    const streamName = '<img src=x onerror=alert(1)> "quoted" & [a](command:b)';
    const { text } = historyContent({
      ...view,
      streamName,
      runs: [run(1, { currentState: '<i>' })],
    });
    assert.ok(!text.includes('<img') && !text.includes('<i>'));
    assert.match(text, /&#60;img src=x onerror=alert\(1\)&#62; &#34;quoted&#34; &#38;/);
  });
});

describe('The page of an execution', () => {
  const execution = readExecution(
    {
      executionId: 6,
      currentState: 'ERROR',
      createdAt: startedAt - 5,
      startedAt,
      endedAt: startedAt + 90,
      latestPhase: { phaseType: 'EXTRACT', startedAt: startedAt + 10, endedAt: null },
      rowsInserted: 1234,
      bytesInserted: 5_000_000,
      startedBy: '17',
      toe: 'AAAA-BBBB',
      errors: [{ category: 'CONNECTOR', code: 'DP-1', message: '<script>alert(1)</script>' }],
    },
    'GET',
  );
  const { text } = executionContent({ streamName: 'Orders', execution, nowMilliseconds: now });
  const words = text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

  it('tells its phases with their times', () => {
    assert.match(
      words,
      /Created .* 5\.0 s Started .* 10 s Phase EXTRACT .* 1 min 20 s Ended with ERROR/,
    );
  });

  it('tells what it brought and what went wrong, with the trace id', () => {
    assert.match(words, /ERROR took 1 min 30 s · 1,234 rows · 5\.0 MB/);
    assert.match(words, /CONNECTOR · DP-1 .*AAAA-BBBB/);
    assert.ok(!text.includes('<script'));
  });
});

describe('A page', () => {
  it('loads nothing but its own style sheet and its script', () => {
    const text = webPage({
      title: 'T',
      content: html`<p>x</p>`,
      styleSheet: 'https://own/page.css',
      script: 'https://own/page.js',
      cspSource: 'https://own',
      nonce: 'abc',
    });
    assert.match(
      text.replaceAll('&#39;', "'"),
      /content="default-src 'none'; style-src https:\/\/own; script-src 'nonce-abc'"/,
    );
    assert.equal([...text.matchAll(/<script/g)].length, 1);
    assert.doesNotMatch(text, / style=| on\w+=/);
  });
});
