import assert from 'node:assert/strict';
import { offensesIn } from '../../../../tools/texts/rules';

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
      assert.notDeepEqual(offensesIn(wrong), []);
      assert.deepEqual(offensesIn(right), []);
    });
});
