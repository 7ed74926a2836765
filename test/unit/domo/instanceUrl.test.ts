import assert from 'node:assert/strict';
import {
  hasCredentials,
  isLoopback,
  parseInstanceUrl,
  withoutCredentials,
} from '../../../src/domo/instanceUrl';
import { isDomoError } from '../../../src/domo/http/errors';

describe('parseInstanceAddress', () => {
  for (const [typed, origin] of [
    ['acme', 'https://acme.domo.com'],
    ['  Acme-Two ', 'https://acme-two.domo.com'],
    ['acme.domo.com', 'https://acme.domo.com'],
    ['acme.domo.com/', 'https://acme.domo.com'],
    ['acme.domo.com/datasources/0021/details?x=1#y', 'https://acme.domo.com'],
    ['https://acme.domo.com', 'https://acme.domo.com'],
    ['HTTPS://Acme.Domo.com/page/-100000', 'https://acme.domo.com'],
    ['https://acme.domo.com:8443/x', 'https://acme.domo.com:8443'],
    ['acme.internal:8443', 'https://acme.internal:8443'],
    ['localhost', 'https://localhost'],
    ['localhost:3000', 'https://localhost:3000'],
    ['http://localhost:3000/api', 'http://localhost:3000'],
    ['http://127.0.0.1:40123', 'http://127.0.0.1:40123'],
    ['http://127.8.8.8', 'http://127.8.8.8'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['sandbox:', 'sandbox:'],
  ] as const)
    it(`reads “${typed}” as ${origin}`, () => {
      assert.equal(parseInstanceUrl(typed), origin);
    });

  for (const [typed, reason] of [
    ['', /Type the instance/],
    ['   ', /Type the instance/],
    ['http://acme.domo.com', /https/],
    ['http://localhost.evil.example', /https/],
    ['http://127.0.0.1.evil.example', /https/],
    ['http://0.0.0.0', /https/],
    ['http://169.254.169.254/', /https/],
    ['https://user:pass@acme.domo.com', /user name/],
    ['https://acme.domo.com@evil.example', /user name/],
    ['mailto:me@acme.domo.com', /user name/],
    ['ftp://acme.domo.com', /not the address/],
    ['file:///etc/passwd', /not the address/],
    ['javascript:alert(1)', /not the address/],
    ['acme domo', /not the address/],
    ['acme_domo', /not the address/],
    ['https://', /not the address/],
    ['!!!', /not the address/],
    ['...', /not the address/],
    ['-acme', /not the address/],
    ['https://acme.domo.com:99999', /not the address/],
  ] as const)
    it(`refuses “${typed}”`, () => {
      assert.throws(
        () => parseInstanceUrl(typed),
        (error) =>
          isDomoError(error) && error.kind === 'invalidAddress' && reason.test(error.message),
      );
    });
});

describe('An address with a user name or password', () => {
  for (const address of [
    'https://hidden:hidden@acme.domo.com/x',
    'hidden:hidden@acme.domo.com',
    'https://hidden@acme.domo.com',
    'https://hidden:hid@den@acme.domo.com',
    'ftp://hidden:hidden@acme.domo.com',
    'https://hidden:hidden@acme domo',
    'https:\\\\hidden:hidden@acme.domo.com',
    '//hidden:hidden@acme.domo.com',
    'https://hidden%3Ahidden@acme.domo.com:99999',
    ' https://hidden:hidden@ ',
  ])
    it(`is refused without showing them: ${address.replaceAll('hidden', '…')}`, () => {
      assert.ok(hasCredentials(address));
      assert.doesNotMatch(withoutCredentials(address), /hidden|hid@/);
      assert.throws(
        () => parseInstanceUrl(address),
        (error) =>
          isDomoError(error) && error.kind === 'invalidAddress' && !error.message.includes('hid'),
      );
    });

  it('is none that has an @ elsewhere', () => {
    for (const address of ['acme.domo.com/page/@x', 'https://acme.domo.com/?a=b@c', 'acme']) {
      assert.ok(!hasCredentials(address));
      assert.equal(withoutCredentials(address), address);
    }
  });
});

describe('isLoopback', () => {
  it('is true only for names that can mean nothing but this machine', () => {
    const hosts = ['localhost', '127.0.0.1', '127.1.2.3', '[::1]'];
    const others = ['localhost.example', '127.0.0.1.example', '0.0.0.0', '10.0.0.1', '[::2]', ''];
    assert.deepEqual(
      [hosts, others].map((names) => names.filter(isLoopback)),
      [hosts, []],
    );
  });
});
