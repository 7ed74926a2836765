import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { numberLimits, within } from '../../../../src/vscode/shell/numberLimits';

interface Manifest {
  contributes: {
    configuration: { properties: Record<string, { minimum?: number; maximum?: number }> };
  };
}

describe('A number that is set', () => {
  it('stays within its limits', () => {
    const limits = { least: 1, most: 16 };
    const values = [0, -3, 4, 1.5, 99, Number.POSITIVE_INFINITY];
    assert.deepEqual(
      values.map((value) => within(value, limits)),
      [1, 1, 4, 1.5, 16, 16],
    );
  });

  it('counts as not set where it is none', () => {
    for (const value of ['4', null, undefined, Number.NaN, {}])
      assert.equal(within(value, { least: 1, most: 16 }), undefined);
  });

  it('has the limits that the manifest tells of', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const told = Object.entries(contributes.configuration.properties)
      .filter(([, { minimum }]) => minimum !== undefined)
      .map(([key, { minimum, maximum }]) => [
        key.replace('domoStreams.', ''),
        { least: minimum, most: maximum },
      ]);
    assert.deepEqual(Object.fromEntries(told), numberLimits);
  });
});
