import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { failureOf } from '../../support/collect';
import { withInstance } from '../../support/vscode/instance';

describe('A link to a document', () => {
  const instance = withInstance();

  for (const link of [
    'domo-stream://evil.example/ID/streams/101/Orders.stream.json',
    'domo-stream:/ID/streams/101/../102/../../x.stream.json',
    'domo-stream:/ID/streams/101%2F..%2F102/Orders.stream.json',
    'domo-stream:/ID/streams/..%2f..%2f..%2fetc/passwd',
    'domo-stream:/../ID/streams/101/executions/..%2F1.execution.json',
    'domo-stream:/no-such-connection/streams/101/Orders.stream.json',
    'domo-stream:/%2e%2e/streams/101/Orders.stream.json',
  ])
    it(`that leads elsewhere is neither read nor written: ${link}`, async () => {
      const uri = vscode.Uri.parse(link.replace('ID', instance().connectionId), true);
      const { fs } = vscode.workspace;
      for (const task of [fs.readFile(uri), fs.writeFile(uri, Buffer.from('{"id":101}'))])
        assert.ok((await failureOf(Promise.resolve(task))).message);
      // The tree of an earlier test may list the streams of this instance, and nothing else.
      const isList = (path: string): boolean => path.startsWith('/api/data/v1/streams?');
      const asked = (await instance().requests()).filter(
        ({ path }) => path.startsWith('/api/') && !isList(path),
      );
      assert.deepEqual(asked, []);
    });
});
