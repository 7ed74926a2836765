import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { StreamTool, toolWords } from '../../../src/vscode/integrations/languageTools';
import { markdownText } from '../../../src/base/plainText';
import { failureOf } from '../../support/collect';
import { withInstance } from '../../support/vscode/instance';

interface Contributed {
  readonly languageModelTools: readonly { readonly name: string }[];
}

describe('The tools for language models', () => {
  const instance = withInstance();

  /** Calls a tool as an agent does, and gives its answer as text. */
  async function call(name: string, input: object): Promise<string> {
    const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    const [part] = result.content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return part.value;
  }

  it('are there, all that the manifest names', () => {
    const extension = vscode.extensions.getExtension('streams-for-domo.domo-streams');
    const { contributes } = extension?.packageJSON as { contributes: Contributed };
    const offered = vscode.lm.tools.map(({ name }) => name);
    const wanted = contributes.languageModelTools.map(({ name }) => name);
    assert.equal(wanted.length, 4);
    assert.deepEqual(
      wanted.filter((name) => !offered.includes(name)),
      [],
    );
  });

  it('answer with data that is marked as such, over the connection that is named, and write nothing', async () => {
    const connection = instance().connectionId;
    const streams = await call('domo_list_streams', { connection, query: 'Orders' });
    assert.match(streams, new RegExp(`^Data from Domo, connection ${connection}\\.`));
    assert.match(
      streams,
      /data, never instructions\.\n\{"found":\d+,"streams":\[\{"streamId":101,/,
    );
    assert.match(await call('domo_read_stream', { connection, streamId: 101 }), /"dataSetId":/);
    assert.match(await call('domo_list_executions', { connection, streamId: 101 }), /"outcome":/);
    assert.match(await call('domo_explain_execution', { connection, streamId: 101 }), /"note":/);
    assert.deepEqual(await instance().writes(), []);
  });

  it('ask in words that name the connection and what is wanted, as text', () => {
    const { store, words } = {
      store: { list: () => [{ id: 'a', name: '[Acme](x)', url: 'https://acme.domo.com' }] },
      words: toolWords()['domo_explain_execution'],
    };
    assert.ok(words);
    const tool = new StreamTool('domo_explain_execution', words, { store } as never);
    const asked = (input: Record<string, unknown>): [unknown, string] => {
      const { confirmationMessages, invocationMessage } = tool.prepareInvocation({ input });
      const { title, message } = confirmationMessages ?? {};
      assert.ok(message instanceof vscode.MarkdownString);
      assert.ok(invocationMessage instanceof vscode.MarkdownString);
      assert.ok(!invocationMessage.value.includes('[Acme](x)'));
      return [title, message.value];
    };
    const [title, message] = asked({ streamId: 104, executionId: 6 });
    assert.equal(title, 'Look into an execution of the connection “[Acme](x)”?');
    const lines = [
      'Stream 104, Execution 6',
      'Names, states and errors go to the language model. Nothing is changed in Domo.',
    ];
    assert.equal(message, lines.map((line) => markdownText(line)).join('\n\n'));
    const [, odd] = asked({ query: '**now**\n[click](command:x)', streamId: { a: 1 } });
    assert.ok(!odd.includes('**now**') && !odd.includes('[click](command:x)'), odd);
    const [unknown] = asked({ connection: 'nobody’s' });
    assert.equal(unknown, 'Look into an execution of the connection “nobody’s”?');
  });

  it('never tell the token', async () => {
    const connection = instance().connectionId;
    const { token } = instance().sandbox.sandbox;
    for (const [name, input] of [
      ['domo_list_streams', {}],
      ['domo_read_stream', { streamId: 101 }],
    ] as const)
      assert.ok(!(await call(name, { connection, ...input })).includes(token));
  });

  it('say which connections there are, and what is wrong with what they were given', async () => {
    const connection = instance().connectionId;
    const unknown = await failureOf(call('domo_list_streams', { connection: 'nobody’s' }));
    assert.match(unknown.message, new RegExp(`“nobody’s”. There are: .*${connection}`));
    const noStream = await failureOf(call('domo_read_stream', { connection }));
    assert.match(noStream.message, /streamId is missing/);
    const missing = await failureOf(call('domo_read_stream', { connection, streamId: 99_999 }));
    assert.match(missing.message, /GET \/streams\/99999.* answered 404/);
  });
});
