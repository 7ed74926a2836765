import assert from 'node:assert/strict';
import { readConnections } from '../../../src/connections/connection';

const good = { id: 'acme', name: 'Acme', url: 'https://acme.domo.com' };

describe('The setting with connections', () => {
  it('is read entry by entry', () => {
    const { connections, invalid } = readConnections([good, { id: 'b', url: 'beta' }]);
    assert.deepEqual(
      connections.map(({ id, name, url }) => [id, name, url]),
      [
        ['acme', 'Acme', 'https://acme.domo.com'],
        ['b', 'b', 'https://beta.domo.com'],
      ],
    );
    assert.deepEqual(invalid, []);
  });

  for (const [what, entry, problem] of [
    ['is no object', 'hidden', 'entry 2 is not an object'],
    ['is a list', ['hidden'], 'entry 2: "id" is missing'],
    ['is null', null, 'entry 2 is not an object'],
    ['has no ID', { url: 'https://hidden.example', token: 'hidden' }, 'entry 2: "id" is missing'],
    ['has an odd ID', { id: 'hidden/x', url: 'b' }, 'entry 2: "id" has other characters than'],
    ['has no URL', { id: 'b', token: 'hidden' }, 'entry 2: "url" is missing'],
    ['has an odd URL', { id: 'b', url: { token: 'hidden' } }, 'entry 2: "url" is not a string'],
    ['has the ID of another one', { ...good, token: 'hidden' }, 'entry 2: "id" is used twice'],
    [
      'has a login in its URL',
      { id: 'b', url: 'https://hidden:hidden@b.domo.com' },
      'entry 2: "url" has a user name or password',
    ],
    [
      'has a login in a malformed URL',
      { id: 'b', url: 'hidden:hidden@b c' },
      'entry 2: "url" has a user name or password',
    ],
  ] as const)
    it(`names the problem and no value of an entry that ${what}`, () => {
      const { connections, invalid } = readConnections([good, entry]);
      assert.equal(connections.length, 1);
      assert.equal(invalid.length, 1);
      assert.ok(invalid[0]?.startsWith(problem), invalid[0]);
      assert.doesNotMatch(invalid.join(), /hidden/);
    });
});
