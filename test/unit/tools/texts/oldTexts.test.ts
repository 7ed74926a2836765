import assert from 'node:assert/strict';
import { checkTexts, hashOf } from '../../../../tools/texts/oldTexts';

const oldText = 'It goes for good.';
const old = new Set([hashOf(oldText)]);
const check = (text: string) => checkTexts(new Map([['a.md', [{ line: 3, text }]]]), old);

describe('The check of texts', () => {
  it('reports a new text with its place and what to write instead', () => {
    assert.deepEqual(check('Sends chunks.').problems, [
      'a.md:3: “chunks” in “Sends chunks.” → part',
    ]);
  });

  it('shows the part of a long text that is wrong', () => {
    const long = `${'a '.repeat(40)}chunk${' b'.repeat(40)}`;
    assert.deepEqual(check(long).problems, [
      `a.md:3: “chunk” in “…${'a '.repeat(20)}chunk${' b'.repeat(20)}…” → part`,
    ]);
  });

  it('accepts an old text, also on another line, until it is changed', () => {
    assert.deepEqual(check(oldText), { problems: [], needed: [...old], unused: [] });
    assert.equal(check('It goes now for good.').problems.length, 1);
  });

  it('reports the entry of an old text that was changed', () => {
    assert.deepEqual(check('It is deleted.'), { problems: [], needed: [], unused: [...old] });
  });

  it('reports the entry of an old text that a rule does not reject any more', () => {
    const text = 'It is deleted.';
    const accepted = checkTexts(new Map([['a.md', [{ line: 1, text }]]]), new Set([hashOf(text)]));
    assert.deepEqual(accepted.unused, [hashOf(text)]);
  });
});
