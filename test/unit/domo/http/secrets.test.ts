import assert from 'node:assert/strict';
import { changingMask, maskOf } from '../../../../src/domo/http/secrets';

const token = 'DDCIc4f3a1b29e/0d8+7Ab';
const mask = maskOf([token]);

describe('A masked text', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const percent = (text: string): string =>
    Array.from(text, (each) => `%${each.charCodeAt(0).toString(16)}`).join('');
  const escaped = (text: string): string =>
    Array.from(text, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

  for (const [how, shown] of [
    ['as it is', token],
    ['in capitals', token.toUpperCase()],
    ['in small letters', token.toLowerCase()],
    ['percent-encoded', encodeURIComponent(token)],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(token))],
    ['percent-encoded as a whole', percent(token)],
    ['percent-encoded in capitals', percent(token).toUpperCase()],
    ['with JSON escapes', escaped(token)],
    ['with JSON escapes in JSON', JSON.stringify(escaped(token))],
    ['with escaped slashes', token.replace('/', '\\/')],
    ['as HTML entities', Array.from(token, (each) => `&#${each.charCodeAt(0)};`).join('')],
    ['in base64', base64(token)],
    ['in base64 behind a name', base64(`a:${token}`)],
    ['in base64 between others', base64(`ab:${token} and more`)],
    ['in base64 for addresses', Buffer.from(`abc:${token}`).toString('base64url')],
    ['in base64, percent-encoded', encodeURIComponent(base64(`abcd:${token}`))],
  ] as const)
    it(`has no token that is written ${how}`, () => {
      const masked = mask(`It is ${shown} here.`);
      assert.match(masked, /^It is .*•••.* here\.$/);
      assert.ok(masked.length < 45, masked);
    });

  it('has no start of a token where the text was cut', () => {
    for (let length = 6; length < token.length; length += 1)
      assert.equal(mask(`It is ${token.slice(0, length)}…`), 'It is •••…');
    assert.equal(mask(`It is ${percent(token).slice(0, 31)}…`), 'It is •••…');
  });

  it('is otherwise as it was', () => {
    for (const text of ['', 'DDCI and c4f3…', 'Nothing of it.', 'x'.repeat(10_000)])
      assert.equal(mask(text), text);
  });

  it('keeps the words that a very short token is a part of', () => {
    assert.equal(maskOf(['token'])('The token is refused.'), 'The token is refused.');
    assert.equal(maskOf([''])('Nothing.'), 'Nothing.');
  });

  it('has no long token, and nothing of its end', () => {
    const long = 'eyJhbGciOiJSUzI1NiJ9.'.repeat(100);
    assert.equal(maskOf([long])(`It is ${long}, then more.`), 'It is •••, then more.');
  });

  it('has no token that a control character divided', () => {
    assert.equal(mask(`It is ${token.slice(0, 9)} ${token.slice(9)}.`), 'It is •••.');
  });

  it('has none of several secrets, also if one begins with another', () => {
    const several = maskOf([token, `${token}-and-more`, 'an-other-secret', 'short']);
    assert.equal(
      several(`It is ${token}, ${token}-and-more, an-other-secret, or short.`),
      'It is •••, •••, •••, or short.',
    );
    assert.equal(maskOf([])('Nothing.'), 'Nothing.');
  });

  it('has no secret that became known later', () => {
    const secrets = ['the-first-secret'];
    const changing = changingMask(() => secrets);
    const line = 'It is the-first-secret or the-second-secret.';
    assert.equal(changing(line), 'It is ••• or the-second-secret.');
    secrets.push('the-second-secret');
    assert.equal(changing(line), 'It is ••• or •••.');
  });

  it('is made in time that grows with the text and the token', () => {
    for (const unit of ['a', '\\', '%25', '&#0', ' '])
      for (const secret of ['a'.repeat(1000), `${'a'.repeat(1000)}b`])
        assert.ok(maskOf([secret])(unit.repeat(2000).concat('-')).endsWith('-'));
  });
});
