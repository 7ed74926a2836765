import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { text } from '../../../src/base/text';
import { DomoError, type DomoErrorKind } from '../../../src/domo/http/errors';
import { errorLines, shortMessageOf } from '../../../src/streams/errorSummary';
import { setLanguage } from '../../../src/base/l10n';

/** What a side bar that nobody has widened shows of a row; a Japanese letter takes two places. */
const placesInRow = 30;

const kinds: readonly DomoErrorKind[] = [
  ...(['unauthorized', 'forbidden', 'rateLimited', 'serverError', 'timeout'] as const),
  ...(['hostNotFound', 'connectionRefused', 'connectionLost', 'certificate', 'proxy'] as const),
  ...(['loginPage', 'maintenancePage', 'blockedPage', 'redirected', 'unexpectedAnswer'] as const),
];

describe('What a row of the tree says of a failure', () => {
  afterEach(() => setLanguage('en'));

  const failure = (kind: DomoErrorKind): DomoError =>
    new DomoError(kind, text('Something long went wrong, as this very long line tells.'), {
      call: 'GET /streams',
      status: 500,
      toe: 'AAAAA-BBBBB-CCCCC',
    });

  async function useJapanese(): Promise<void> {
    const extension = vscode.extensions.getExtension('streams-for-domo.domo-streams');
    assert.ok(extension);
    const file = join(extension.extensionPath, 'l10n', 'bundle.l10n.ja.json');
    setLanguage('ja', JSON.parse(await readFile(file, 'utf8')) as Record<string, string>);
  }

  const placesOf = (words: string): number =>
    Array.from(words).reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);

  it('fits into it, in English and in Japanese', async () => {
    const tooLong = (): string[] =>
      kinds.map((kind) => shortMessageOf(failure(kind))).filter((it) => placesOf(it) > placesInRow);
    assert.deepEqual(tooLong(), []);
    await useJapanese();
    assert.match(shortMessageOf(failure('unauthorized')), /トークン/);
    assert.deepEqual(tooLong(), []);
  });

  it('is what Domo says where there are no better words, without the call', () => {
    assert.equal(
      shortMessageOf(failure('badRequest')),
      'Something long went wrong, as this very long line tells.',
    );
  });

  it('does not say that a token was refused where there is none', () => {
    const none = new DomoError('unauthorized', text('No token.'));
    assert.equal(shortMessageOf(none), 'No token stored here');
    assert.equal(shortMessageOf(failure('unauthorized')), 'Token refused');
  });

  it('leaves the whole to the tooltip, with the trace id in a line of its own', () => {
    assert.deepEqual(errorLines(failure('serverError')), [
      'Something long went wrong, as this very long line tells.',
      'GET /streams answered 500',
      'toe AAAAA-BBBBB-CCCCC',
    ]);
    assert.deepEqual(errorLines(new Error('a bug')), ['Unexpected error: a bug']);
  });
});
