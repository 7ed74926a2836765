import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { text } from '../../../src/base/text';
import { DomoError, type DomoErrorKind } from '../../../src/domo/http/errors';
import { DocumentError } from '../../../src/documents/documentError';
import { OpenDocuments } from '../../../src/vscode/documents/openDocuments';
import { StreamFileSystem } from '../../../src/vscode/documents/streamFileSystem';
import { failureOf } from '../../support/collect';
import { executionUri, streamUri } from '../../support/vscode/editors';

const kinds: readonly DomoErrorKind[] = [
  ...(['unauthorized', 'forbidden', 'notFound', 'methodNotAllowed', 'conflict'] as const),
  ...(['rateLimited', 'badRequest', 'serverError', 'timeout', 'hostNotFound'] as const),
  ...(['connectionRefused', 'connectionLost', 'certificate', 'proxy', 'loginPage'] as const),
  ...(['maintenancePage', 'blockedPage', 'redirected', 'unexpectedAnswer'] as const),
  ...(['invalidAddress', 'readOnly'] as const),
];
const errors: readonly Error[] = [
  ...kinds.map((kind) => new DomoError(kind, text('The cause is {0}.', kind))),
  new DomoError('notFound', text('The cause is gone.'), { status: 404 }),
  new DocumentError('conflict', text('The cause is a conflict.')),
  Object.assign(new Error('The cause is a full disk.'), { code: 'ENOSPC' }),
  new TypeError('The cause is a mistake.'),
];

interface Failing {
  readonly connection?: Error;
  readonly remote?: Error;
  readonly store?: Error;
}

/** The provider over parts that fail. */
function failing({ connection, remote, store }: Failing): StreamFileSystem {
  const settle = <T>(error: Error | undefined, value: T): Promise<T> =>
    error ? Promise.reject(error) : Promise.resolve(value);
  const body = { id: 1 };
  return new StreamFileSystem({
    connections: {
      get: () => {
        if (connection) throw connection;
        return { readOnly: false };
      },
    },
    remote: { read: () => settle(remote, { body }) },
    documents: new OpenDocuments({
      get: () => settle(store, undefined),
      set: () => settle(store, undefined),
    } as never),
    newDocuments: { textOf: () => Promise.resolve('{}') },
    writer: { write: () => settle(remote ?? store, body) },
    schemas: { has: () => false, stat: () => undefined },
  } as never);
}

const documents = [
  streamUri('gone', 101),
  executionUri('gone', 101, 1),
  vscode.Uri.parse('domo-stream:/gone/new/1.stream.json'),
];

describe('A document that fails', () => {
  async function failuresOf(parts: Failing, uri: vscode.Uri): Promise<Error[]> {
    const methods = [
      (files: StreamFileSystem) => files.stat(uri),
      (files: StreamFileSystem) => files.readFile(uri),
      (files: StreamFileSystem) => files.writeFile(uri, Buffer.from('{"id":1}')),
    ];
    const failures: Error[] = [];
    for (const method of methods) {
      const files = failing(parts);
      const outcome = await method(files).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (outcome instanceof Error) failures.push(outcome);
      files.dispose();
    }
    return failures;
  }

  for (const error of errors)
    it(`says why in the words of a file system: ${error.name}, ${error.message}`, async () => {
      const cause = /^((Unexpected error: )?The cause is|Not saved: \w+ \d+ is no longer in Domo)/;
      for (const parts of [{ connection: error }, { remote: error }, { store: error }])
        for (const uri of documents) {
          const failures = await failuresOf(parts, uri);
          for (const failure of failures) {
            assert.ok(failure instanceof vscode.FileSystemError, failure.stack);
            assert.match(failure.message, cause);
            assert.ok(failure.cause instanceof Error);
          }
        }
      assert.equal((await failuresOf({ remote: error }, streamUri('gone', 101))).length, 3);
    });

  it('says so for a stream that is not there yet, if its connection is removed', async () => {
    const connection = new DomoError('notFound', text('There is no connection “gone”.'));
    for (const uri of documents) {
      const files = failing({ connection });
      const failure = await failureOf(files.stat(uri));
      files.dispose();
      assert.ok(failure instanceof vscode.FileSystemError);
      assert.match(failure.message, /^There is no connection/);
    }
  });

  it('begins with the cause when it can’t be saved, as the editor shows the name before it', async () => {
    for (const error of errors) {
      const files = failing({ remote: error });
      const failure = await failureOf(files.writeFile(streamUri('gone', 101), Buffer.from('{}')));
      files.dispose();
      assert.match(String(failure), /^((Unexpected error: )?The cause is|Not saved: stream 101)/);
      if ('kind' in error && !('status' in error))
        assert.equal('kind' in failure && failure.kind, error.kind);
    }
  });
});
