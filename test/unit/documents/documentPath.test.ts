import assert from 'node:assert/strict';
import { documentKey, documentPath, parseDocumentPath } from '../../../src/documents/documentPath';
import { renderDocument } from '../../../src/documents/render';
import { hostileNames, unplain } from '../../support/hostileNames';
import { rounds } from '../../support/rounds';
import { seededRandom } from '../../support/seededRandom';

describe('The path of a document', () => {
  for (const address of [
    { type: 'stream', connectionId: 'acme', streamId: 101 },
    { type: 'execution', connectionId: 'acme-2', streamId: 101, executionId: 7 },
    { type: 'new', connectionId: '127.0.0.1-8080', number: 3 },
  ] as const)
    it(`of a ${address.type} is read back as it was written`, () => {
      assert.deepEqual(parseDocumentPath(documentPath(address)), address);
    });

  it('names the stream by its ids, whatever the DataSet is called', () => {
    const address = { type: 'stream', connectionId: 'acme', streamId: 5 } as const;
    const random = seededRandom(9);
    const odd = [
      '/',
      '\\',
      '..',
      '.',
      '%',
      '%2F',
      '#',
      '?',
      '☕',
      '\ud83d',
      '\n',
      '\0',
      ' ',
      '"',
      'a',
      '.json',
    ];
    for (let round = 0; round < rounds(2_000); round += 1) {
      const pick = (): string => odd[Math.floor(random() * odd.length)] ?? '';
      const name = Array.from({ length: Math.floor(random() * 150) }, pick).join('');
      const path = documentPath(address, name);
      assert.deepEqual(parseDocumentPath(path), address, JSON.stringify(name));
      assert.equal(path.split('/').length, 5, JSON.stringify(name));
      assert.doesNotThrow(() => encodeURIComponent(path), JSON.stringify(name));
    }
  });

  it('has a label without characters that hide or turn something', () => {
    for (const [what, name] of Object.entries(hostileNames)) {
      const path = documentPath({ type: 'stream', connectionId: 'acme', streamId: 7 }, name);
      assert.doesNotMatch(path, unplain, what);
      assert.ok(path.length < 300, what);
      assert.ok(parseDocumentPath(path), what);
    }
  });

  it('has one key for all labels', () => {
    const one = parseDocumentPath('/acme/streams/5/Orders.stream.json');
    const other = parseDocumentPath('/acme/streams/5/Renamed.stream.json');
    assert.ok(one && other);
    assert.equal(documentKey(one), documentKey(other));
  });

  for (const path of [
    '/',
    '/acme',
    '/acme/streams/5',
    '/acme/streams/x/Orders.stream.json',
    '/acme/streams/5/deep/Orders.stream.json',
    '/acme/streams/5/Orders.json',
    '/../streams/5/Orders.stream.json/..',
    '/a b/streams/5/Orders.stream.json',
  ])
    it(`is none of ${path}`, () => {
      assert.equal(parseDocumentPath(path), undefined);
    });
});

describe('The text of a document', () => {
  it('has a stable order of keys, two spaces, and a final line break', () => {
    const text = renderDocument({ zebra: 1, name: 'x', id: 2, list: [{ b: 1, a: 2 }] });
    assert.equal(text, renderDocument({ list: [{ a: 2, b: 1 }], id: 2, name: 'x', zebra: 1 }));
    assert.match(text, /^\{\n {2}"id": 2,\n {2}"name": "x",/);
    assert.ok(text.endsWith('}\n'));
  });
});
