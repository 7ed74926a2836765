import assert from 'node:assert/strict';
import { offensesIn, rules } from '../../../../tools/texts/rules';

/** A text that breaks one rule, and one like it that breaks none. */
const examples: readonly (readonly [wrong: string, right: string])[] = [
  [
    'It fails. Where no part was sent, it starts again.',
    'Where the header ends, after its line break.',
  ],
  ['Undefined where there is no such stream.', 'Says where it is kept.'],
  ['Not needed where that is faster.', 'The folder where that is kept.'],
  ['Sends it, where not yet sent.', 'Sends it to where it belongs.'],
  ['Always compressed; without, as it is.', 'Compressed without a copy, as it is.'],
  ['Whoever waits for it is notified.', 'Those that wait for it are notified.'],
  ['The base is that which it was read from.', 'The base is what it was read from.'],
  [
    'Columns that are named otherwise than in the stream.',
    'Columns are named, otherwise it fails.',
  ],
  ['Compares anew.', 'A new comparison.'],
  ['They stand beside it.', 'Besides, they are next to it.'],
  ['A failure in passing is retried.', 'A failure when passing it is retried.'],
  ['The upload goes on.', 'It goes on the next page.'],
  ['It belongs into the store.', 'It belongs in the store.'],
  ['It is deleted for good.', 'It is deleted for goods.'],
  ['A version that mends it.', 'A version that amends it.'],
  ['Tells of a failure.', 'Tells the user about it.'],
  ['They hold for all requests.', 'They hold four rows.'],
  ['It vouches for itself.', 'It takes a voucher.'],
  ['No file is at hand.', 'No file is on hand.'],
  ['Two uploads are under way.', 'It is under the way to it.'],
  ['They must be whole paths.', 'The whole set of paths.'],
  ['Nobody can tell why.', 'Nobody is notified.'],
  ['Set by Domo, as a rule.', 'It serves as a ruler.'],
  ['It is found out by a look.', 'The file was found outside.'],
  ['The state is written down.', 'The state is written to a file.'],
  ['The connection broke off.', 'The connection broke.'],
  ['The token runs out.', 'The time runs out.'],
  ['It shall wait.', 'It is shallow.'],
  ['The upload was cancelled.', 'The cancellation was canceled.'],
  ['Its licence is MIT.', 'Its license is licensed.'],
  ['The behaviour differs.', 'The behavior and the color differ in four hours.'],
  ['Normalises the name.', 'Normalizes what is wise.'],
  ['It can analyse a file.', 'It makes two analyses.'],
  ['The dataset is full.', 'The DataSet and the data are set.'],
  ['A stream that is fed by uploads.', 'A stream gets a line feed.'],
  ['A data pipeline stops.', 'The pipeline of the data stops.'],
  ['One for each tenant.', 'A tenancy of one.'],
  ['Make an OAuth app.', 'Use OAuth.'],
  ['Sends a chunk.', 'Sends a chunky part.'],
  ['It has a title line.', 'It has a title.'],
  ['The preflight found it.', 'The flight found it.'],
  ['Finalizes the upload.', 'Is final.'],
  ['Start the mock server.', 'Start the server.'],
  ['Restart VSCode.', 'Restart VS Code or `vscode`.'],
  ['Open the sidebar.', 'Open the side bar.'],
  ['Open the command palette.', 'Open the Command Palette.'],
  ['Not in restricted mode.', 'Not in Restricted Mode.'],
];

describe('The rules for texts', () => {
  for (const [wrong, right] of examples)
    it(`reject “${wrong}” and accept “${right}”`, () => {
      assert.equal(offensesIn(wrong).length, 1);
      assert.deepEqual(offensesIn(right), []);
    });

  it('have an example each', () => {
    const unshown = rules.filter(({ pattern }) => !examples.some(([wrong]) => pattern.test(wrong)));
    assert.deepEqual(unshown, []);
  });

  it('report each offense of a text, with its place and what to write instead', () => {
    assert.deepEqual(offensesIn('Tell whoever sends chunks.'), [
      { index: 5, found: 'whoever', instead: 'name the agent: the user, the caller' },
      { index: 19, found: 'chunks', instead: 'part' },
    ]);
  });
});
