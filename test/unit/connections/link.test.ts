import assert from 'node:assert/strict';
import { linkTo, parseLink } from '../../../src/connections/link';

describe('A link', () => {
  const link = { instance: 'https://acme.domo.com', streamId: 101, executionId: 7 };

  it('is read as it was made', () => {
    const url = new URL(linkTo('vscode', link));
    assert.equal(
      url.href,
      'vscode://streams-for-domo.domo-streams/open?instance=acme.domo.com&stream=101&execution=7',
    );
    const query = url.search.slice(1);
    assert.deepEqual(parseLink(url.pathname, query), { connectionId: undefined, ...link });
    // The editor hands on what is between the question mark and the end decoded.
    assert.deepEqual(parseLink(url.pathname, decodeURIComponent(query)).instance, link.instance);
  });

  it('may name a connection, and any form of the address', () => {
    const given = 'connection=acme&instance=https%3A%2F%2FACME.domo.com%2Fdatasources&stream=1';
    assert.deepEqual(parseLink('/open', given), {
      connectionId: 'acme',
      instance: 'https://acme.domo.com',
      streamId: 1,
      executionId: undefined,
    });
  });

  for (const [what, path, query, message] of [
    ['another path', '/close', 'instance=acme&stream=1', /begin with \/open/],
    ['a token', '/open', 'instance=acme&stream=1&token=abc', /may hold connection, instance/],
    [
      'an address with a password',
      '/open',
      'instance=https://a:b@acme.domo.com&stream=1',
      /password/,
    ],
    ['http', '/open', 'instance=http://acme.domo.com&stream=1', /https/],
    ['two instances', '/open', 'instance=a&instance=b&stream=1', /each once/],
    ['no instance', '/open', 'stream=1', /needs an instance/],
    ['no stream', '/open', 'instance=acme', /needs an instance and a stream/],
    ['a stream that is no number', '/open', 'instance=acme&stream=1/../2', /“stream”/],
    ['a stream below 1', '/open', 'instance=acme&stream=0', /“stream”/],
    ['an execution that is none', '/open', 'instance=acme&stream=1&execution=', /“execution”/],
    ['nothing', '/open', '', /needs an instance/],
  ] as const)
    it(`with ${what} is refused in one line`, () =>
      assert.throws(
        () => parseLink(path, query),
        (error: Error) => message.test(error.message) && !/\n|abc/.test(error.message),
      ));
});
