import assert from 'node:assert/strict';
import { textsOfCode, textsOfJson, textsOfMarkdown } from '../../../tools/texts/collect';
import { checkTexts, hashOf } from '../../../tools/texts/oldTexts';
import { problemIn } from '../../../tools/texts/rules';

describe('The rules for texts', () => {
  for (const [wrong, right] of [
    ['Whoever waits for it is told.', 'Those that wait for it are notified.'],
    ['columns that are named otherwise than in the stream', 'columns whose names differ'],
    ['Compare anew.', 'Compare again.'],
    ['A failure in passing is retried.', 'A temporary failure is retried.'],
    ['It goes for good.', 'It is deleted permanently.'],
    ['a version that mends it', 'a version that fixes it'],
    ['The upload goes on.', 'The upload continues on the next page.'],
    ['{0} must hold whole paths.', '{0} must be absolute paths.'],
    ['Fails where there is none.', 'Says where it is kept.'],
    ['The upload was cancelled.', 'The upload was canceled.'],
    ['The behaviour differs.', 'The behavior and the color differ.'],
    ['Normalises the name.', 'Normalizes the name.'],
    ['Sends a chunk.', 'Sends a part.'],
    ['The dataset is full.', 'The DataSet is full.'],
    ['They stand beside it.', 'They are next to it.'],
  ] as const)
    it(`reject “${wrong}”`, () => {
      assert.ok(problemIn(wrong), wrong);
      assert.equal(problemIn(right), undefined);
    });
});

describe('The texts of a file', () => {
  it('are its comments, what it translates, and the titles of tests', () => {
    const code = [
      "import { x } from 'whoever';",
      '/** Says',
      ' * it. */',
      '// One,',
      '// two.',
      "it('does it', () => t('{0} files', 1)); // three",
      'fail(`No ${file} here`);',
      "const id = 'not a text';",
    ].join('\n');
    const texts = textsOfCode('sample.ts', code);
    assert.deepEqual(texts.map(({ line, text }) => `${line} ${text}`).sort(), [
      '2 Says it.',
      '4 One, two.',
      '6 does it',
      '6 three',
      '6 {0} files',
      '7 No  …  here',
    ]);
  });

  it('leave out code in comments and pages', () => {
    assert.deepEqual(
      textsOfCode('sample.ts', '// Like `cancelled` here.').map(({ text }) => text),
      ['Like `…` here.'],
    );
    const page = '# Title\n\nA [link](cancelled.md) and `cancelled`.\n\n```\ncancelled\n```\nEnd';
    assert.deepEqual(textsOfMarkdown(page), [
      { line: 1, text: '# Title' },
      { line: 3, text: 'A [link] and `…`.' },
      { line: 8, text: 'End' },
    ]);
  });

  it('are the sentences of JSON, and not its names', () => {
    const json = '{\n  "upload cancelled": "cancelled",\n  "text": "It was cancelled."\n}';
    assert.deepEqual(textsOfJson(json), [{ line: 3, text: 'It was cancelled.' }]);
  });
});

describe('The check of texts', () => {
  const texts = (text: string) => new Map([['a.md', [{ line: 3, text }]]]);
  const old = new Set([hashOf('It goes for good.')]);

  it('reports a new text with its place and what to write', () => {
    const { problems } = checkTexts(texts('Whoever it is.'), new Set());
    assert.deepEqual(problems, [
      {
        place: 'a.md:3',
        text: 'Whoever it is.',
        found: 'Whoever',
        instead: 'who or which; name the agent',
      },
    ]);
  });

  it('leaves an old text until it is changed', () => {
    assert.deepEqual(checkTexts(texts('It goes for good.'), old).problems, []);
    assert.equal(checkTexts(texts('It goes now for good.'), old).problems.length, 1);
  });

  it('reports old texts that are gone', () => {
    const { unneeded, needed } = checkTexts(texts('It is deleted.'), old);
    assert.deepEqual([unneeded, needed], [[...old], []]);
    assert.deepEqual(checkTexts(texts('It goes for good.'), old).needed, [...old]);
  });
});
