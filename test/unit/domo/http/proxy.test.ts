import assert from 'node:assert/strict';
import { proxyFor, type ProxySettings } from '../../../../src/domo/http/proxy';

const acme = 'https://acme.domo.com';

function chosen(
  settings: Partial<ProxySettings>,
  environment: Record<string, string> = {},
  origin = acme,
): string | undefined {
  const proxy = proxyFor(origin, { strictSsl: true, ...settings }, environment);
  return proxy && `${proxy.url.href} by ${proxy.source}`;
}

const url = 'http://proxy:8080';
const byUs = 'http://proxy:8080/ by http.proxy';

describe('The proxy for an address', () => {
  it('is that of the setting, else that of the environment, the variable of https first', () => {
    const environment = { http_proxy: 'http://h', HTTPS_PROXY: 'https://s', all_proxy: 'http://a' };
    assert.equal(chosen({ url }, environment), byUs);
    assert.equal(chosen({ url: ' ' }, environment), 'https://s/ by HTTPS_PROXY');
    assert.equal(chosen({}, { ALL_PROXY: 'a:1', HTTP_PROXY: 'b:2' }), 'http://b:2/ by HTTP_PROXY');
    assert.equal(chosen({}, { ALL_PROXY: 'a:1', https_proxy: '' }), 'http://a:1/ by ALL_PROXY');
    assert.equal(chosen({}), undefined);
  });

  it('is none where the setting says so, and for this machine', () => {
    assert.equal(chosen({ url, off: true }), undefined);
    for (const host of ['localhost', '127.0.0.1', '127.0.0.2', '[::1]'])
      assert.equal(chosen({ url }, {}, `http://${host}:1234`), undefined);
  });

  for (const [entry, isDirect] of [
    ['acme.domo.com', true],
    ['domo.com', true],
    ['.domo.com', true],
    ['*.domo.com', true],
    ['ACME.Domo.com', true],
    ['acme.domo.com:443', true],
    ['acme.domo.com:8443', false],
    ['*', true],
    ['other, domo.com', true],
    ['mo.com', false],
    ['acme', false],
    ['.', false],
    ['', false],
  ] as const)
    it(`is ${isDirect ? 'none' : 'asked'} where “${entry}” goes directly`, () => {
      const expected = isDirect ? undefined : byUs;
      assert.equal(chosen({ url, noProxy: [entry] }), expected);
      assert.equal(chosen({ url }, { NO_PROXY: entry }), expected);
    });

  it('gets the name and password of its address, decoded', () => {
    const sent = (address: string, authorization?: string): string | undefined => {
      const settings = { url: address, authorization, strictSsl: true };
      return proxyFor(acme, settings, {})?.authorization?.replace(
        /^Basic (.*)$/,
        (_, text: string) => Buffer.from(text, 'base64').toString(),
      );
    };
    assert.equal(sent('http://a%40b:c%3Ad@proxy'), 'a@b:c:d');
    assert.equal(sent('http://name@proxy'), 'name:');
    assert.equal(sent('http://a:50%@proxy'), 'a:50%');
    assert.equal(sent('http://proxy'), undefined);
    assert.equal(sent('http://a:b@proxy', 'Bearer x'), 'Bearer x');
  });

  it('is refused with what to give where it is none, without the password in it', () => {
    for (const address of ['socks5://proxy', 'http://', 'http://u:secret@', 'a b'])
      assert.throws(
        () => chosen({}, { https_proxy: address }),
        (error: Error) =>
          error.message.includes('Give https_proxy') && !error.message.includes('secret'),
        address,
      );
  });
});
