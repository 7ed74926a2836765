import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { silentLog } from '../../../src/base/log';
import { text } from '../../../src/base/text';
import { DomoError } from '../../../src/domo/http/errors';
import { readExecution, readStream } from '../../../src/domo/api/schemas';
import { StreamTool, toolWords } from '../../../src/vscode/integrations/languageTools';
import { TaskTerminal } from '../../../src/vscode/integrations/taskTerminal';
import { toTreeItem } from '../../../src/vscode/streams/treeItems';
import { ErrorNode, type StreamsTreeNode } from '../../../src/streams/nodes';
import { tooltipOf } from '../../../src/vscode/streams/tooltips';
import { hostileNames } from '../../support/hostileNames';
import { connectionRow, executionRow, streamRow } from '../../support/rows';
import { withInstance } from '../../support/vscode/instance';
import { address, assertPlain, markdownSigns, names } from '../../support/vscode/shownTexts';

/** A connection, a stream, an execution and an error, all called alike. */
function nodesCalled(name: string): StreamsTreeNode[] {
  const parent = connectionRow({ id: 'a', name });
  parent.state = 'failing';
  const body = {
    id: 7,
    dataSource: { name, description: name, owner: { displayName: name } },
    transport: { type: name },
    updateMethod: name,
    currentExecutionState: name,
  };
  const stream = streamRow(readStream(body, 'GET'), parent);
  const run = {
    executionId: 1,
    currentState: name,
    currentPhase: name,
    runType: name,
    updateMethod: name,
  };
  const execution = readExecution({ ...run, errors: [{ message: name }] }, 'GET');
  return [
    parent,
    stream,
    executionRow(execution, stream),
    new ErrorNode(parent, new DomoError('badRequest', text('{0}', name))),
    new ErrorNode(parent, new Error(name)),
  ];
}

describe('A hostile name', () => {
  const instance = withInstance();

  it('is one bounded line in the tree', () => {
    const media = vscode.Uri.file('/media');
    const surroundings = {
      connections: [],
      media,
      pageSize: 100,
      isRestorable: () => false,
      isAwaited: () => false,
    };
    for (const [what, name] of names)
      for (const node of nodesCalled(name)) {
        const { label, description, accessibilityInformation } = toTreeItem(node, surroundings);
        assert.ok(typeof label === 'string' && !label.includes('\n'));
        for (const shown of [label, description, accessibilityInformation?.label])
          if (typeof shown === 'string') assertPlain(shown, `${what}, ${node.type}`);
      }
  });

  it('is text in tooltips', async () => {
    for (const [what, name] of names)
      for (const node of nodesCalled(name)) {
        const tooltip = await tooltipOf(node, Date.now());
        if (typeof tooltip === 'string') assertPlain(tooltip, what);
        else {
          const { value, isTrusted, supportHtml, supportThemeIcons } = tooltip ?? {};
          assertPlain(value, what, markdownSigns);
          assert.ok(!isTrusted && !supportHtml && !supportThemeIcons);
        }
      }
  });

  it('moves no cursor and makes no link in a terminal', async () => {
    const printed = async (name: string): Promise<string[]> => {
      const written: string[] = [];
      const work = (print: (line: string) => void): Promise<void> => {
        print(name);
        return Promise.reject(new DomoError('badRequest', text('It failed: {0}', name)));
      };
      const terminal = new TaskTerminal(work, silentLog);
      terminal.onDidWrite((piece) => written.push(piece));
      const closed = new Promise((resolve) => terminal.onDidClose(resolve));
      terminal.open();
      assert.equal(await closed, 1);
      return written;
    };
    const written = await Promise.all(names.map(([, name]) => printed(name)));
    assert.equal(written.flat().length, 2 * names.length);
    for (const piece of written.flat()) {
      assert.ok(piece.endsWith('\r\n'));
      assertPlain(piece.slice(0, -2), piece);
    }
  });

  it('is text for the person who is asked about a call of a language model', () => {
    const words = toolWords()['domo_read_stream'];
    assert.ok(words);
    for (const [what, name] of names) {
      const list = (): unknown => [{ id: 'a', name, url: 'https://acme.domo.com' }];
      const tool = new StreamTool('domo_read_stream', words, { store: { list } } as never);
      for (const input of [{}, { connection: name, query: name, streamId: name }]) {
        const { confirmationMessages, invocationMessage } = tool.prepareInvocation({ input });
        const { title, message } = confirmationMessages ?? {};
        assertPlain(title, what, [address]);
        for (const shown of [message, invocationMessage]) {
          assert.ok(shown instanceof vscode.MarkdownString);
          assertPlain(shown.value, what, markdownSigns);
        }
      }
    }
  });

  it('is one line of data for a language model', async () => {
    for (const [what, name] of names) {
      const { id } = await newStream(name);
      const input = { connection: instance().connectionId, streamId: id };
      const result = await vscode.lm.invokeTool('domo_read_stream', {
        input,
        toolInvocationToken: undefined,
      });
      const [part] = result.content;
      assert.ok(part instanceof vscode.LanguageModelTextPart);
      const data = JSON.parse(part.value.split('\n')[1] ?? '') as { name: string };
      assertPlain(data.name, what);
    }
  });

  async function newStream(name: string): Promise<{ id: number }> {
    const body = { transport: { type: 'API' }, dataSource: { name } };
    const answer = await instance().sandbox.call('POST', '/api/data/v1/streams', body);
    assert.equal(answer.status, 201, answer.text);
    return answer.json();
  }

  it('is one line each that is copied', async () => {
    const given: object[] = [];
    for (const name of [hostileNames.lineBreaks, hostileNames.escapeCodes, 'two  spaces']) {
      const parent = connectionRow({ id: instance().connectionId });
      given.push(streamRow(await newStream(name), parent));
    }
    await vscode.commands.executeCommand('domoStreams.copy.name', given[0], given);
    const copied = await vscode.env.clipboard.readText();
    assert.equal(copied, 'a b c d e f\na  [31mred [0m  ]0;title   2J b\ntwo  spaces');
  });
});
