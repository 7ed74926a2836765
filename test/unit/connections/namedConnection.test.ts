import assert from 'node:assert/strict';
import { namedConnection } from '../../../src/connections/namedConnection';

describe('A connection that another tool names', () => {
  const one = { id: 'acme', name: 'Acme', url: 'https://acme.domo.com', readOnly: false };
  const two = { ...one, id: 'acme-2', name: 'Test' };
  const three = { ...one, id: 'test-2', name: 'test' };

  it('is found by its id, or by its name in any case', () => {
    assert.equal(namedConnection([one, two], 'acme-2'), two);
    assert.equal(namedConnection([one, two], ' TEST '), two);
  });

  it('is the only one where none is named', () => {
    assert.equal(namedConnection([one], undefined), one);
  });

  for (const [what, connections, named, message] of [
    ['there is none', [], undefined, /no connection to Domo yet/],
    [
      'several are there and none is named',
      [one, two],
      undefined,
      /acme \(Acme\), acme-2 \(Test\)/,
    ],
    ['it is called otherwise', [one], 'Other', /“Other”\. There are: acme \(Acme\)/],
    ['two have the name', [two, three], 'test', /more than one/],
  ] as const)
    it(`is told to be none where ${what}`, () =>
      assert.throws(
        () => namedConnection(connections, named),
        (error: Error) => message.test(error.message) && !error.message.includes('domo.com'),
      ));
});
