import assert from 'node:assert/strict';
import { readAnswer } from '../../../../src/domo/http/answer';
import { isDomoError, type DomoError } from '../../../../src/domo/http/errors';
import type { HttpAnswer } from '../../../../src/domo/http/transport';

const call = 'GET /streams/7';
const json = { 'content-type': 'application/json;charset=utf-8' };
const html = { 'content-type': 'text/html; charset=utf-8' };

function failure(answer: HttpAnswer): DomoError {
  try {
    readAnswer(answer, call);
  } catch (error) {
    if (isDomoError(error)) return error;
    throw error;
  }
  throw new Error('It was read as a success.');
}

const page = (title: string): string => `<html><head><title>${title}</title></head></html>`;

/** How often a text is searched for the next quote while a task runs. */
function quotesSoughtIn(text: string, task: () => unknown): number {
  const original = Object.getOwnPropertyDescriptor(String.prototype, 'indexOf');
  assert.ok(original);
  const indexOf = original.value as (this: string, sought: string, from?: number) => number;
  let count = 0;
  Object.defineProperty(String.prototype, 'indexOf', {
    ...original,
    value(this: string, sought: string, from?: number): number {
      if (sought === '"' && this.valueOf() === text) count += 1;
      return indexOf.call(this, sought, from);
    },
  });
  try {
    task();
  } finally {
    Object.defineProperty(String.prototype, 'indexOf', original);
  }
  return count;
}

describe('readAnswer', () => {
  it('gives the JSON of a success', () => {
    const read = (text: string, status = 200): unknown =>
      readAnswer({ status, headers: json, text }, call);
    assert.deepEqual(read('{"id":7}'), { id: 7 });
    assert.deepEqual(read('[]', 201), []);
    assert.equal(read('null'), null);
  });

  it('gives undefined where there is no body', () => {
    for (const text of ['', ' \r\n'])
      assert.equal(readAnswer({ status: 204, headers: {}, text }, call), undefined);
  });

  for (const [status, kind] of [
    [400, 'badRequest'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [405, 'methodNotAllowed'],
    [408, 'timeout'],
    [409, 'conflict'],
    [410, 'badRequest'],
    [413, 'badRequest'],
    [415, 'badRequest'],
    [422, 'badRequest'],
    [429, 'rateLimited'],
    [500, 'serverError'],
    [501, 'serverError'],
    [502, 'serverError'],
    [503, 'serverError'],
    [504, 'serverError'],
  ] as const)
    it(`names status ${status} ${kind}, with what the server says and its trace id`, () => {
      const text = JSON.stringify({ status, message: 'Said so', toe: 'TOE-1' });
      const error = failure({ status, headers: json, text });
      assert.deepEqual([error.kind, error.status, error.toe], [kind, status, 'TOE-1']);
      assert.match(error.message, /Said so\. \(GET \/streams\/7 answered \d+, toe TOE-1\)$/);
      assert.equal(failure({ status, headers: {}, text: '' }).kind, kind);
    });

  for (const [what, status, title, kind] of [
    ['a log-in page', 200, 'Domo - Login', 'loginPage'],
    ['any other page', 200, 'Welcome', 'loginPage'],
    ['a page without a title', 200, '', 'loginPage'],
    ['a maintenance page', 200, 'Domo Maintenance', 'maintenancePage'],
    ['a maintenance page', 503, 'Domo Maintenance', 'maintenancePage'],
    ['an allow-list page', 200, 'Blocked', 'blockedPage'],
    ['an allow-list page', 403, 'IP allowlist', 'blockedPage'],
    ['an allow-list page', 303, 'See other', 'blockedPage'],
    ['a page for a missing path', 404, 'Not Found', 'notFound'],
    ['a page for a wrong method', 405, '405 Not Allowed', 'methodNotAllowed'],
    ['a page of a broken gateway', 502, '502 Bad Gateway', 'serverError'],
    ['a page of a busy server', 503, '503 Service Unavailable', 'serverError'],
    ['a page of a guard', 429, 'Too Many Requests', 'rateLimited'],
    ['a page of a guard', 418, 'Teapot', 'unexpectedAnswer'],
    ['a page that sends on', 302, '302 Found', 'redirected'],
  ] as const)
    it(`tells ${what} with status ${status}`, () => {
      for (const headers of [html, {}])
        assert.equal(failure({ status, headers, text: page(title) }).kind, kind);
    });

  it('tells a page by its text where the content type claims JSON', () => {
    const text = `\n<!DOCTYPE html>${page('Login')}`;
    assert.equal(failure({ status: 200, headers: json, text }).kind, 'loginPage');
  });

  it('says where a redirect leads, at most 200 characters of it', () => {
    const headers = { location: `https://login.domo.com/${'x'.repeat(900)}` };
    const error = failure({ status: 302, headers, text: '' });
    assert.equal(error.kind, 'redirected');
    assert.match(error.message, /https:\/\/login\.domo\.com\//);
    assert.ok(error.message.length < 350);
    assert.equal(failure({ status: 303, headers, text: '' }).kind, 'blockedPage');
  });

  it('refuses what is neither JSON nor a page', () => {
    for (const text of ['{"id":', 'OK'])
      assert.equal(failure({ status: 200, headers: json, text }).kind, 'unexpectedAnswer');
  });

  for (const [value, milliseconds] of [
    ['3', 3000],
    ['0', 0],
    ['0.5', 500],
    ['-1', 0],
    ['', undefined],
    ['soon', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ] as const)
    it(`reads Retry-After “${value}” as ${milliseconds}`, () => {
      for (const [status, text] of [
        [429, ''],
        [503, page('Busy')],
      ] as const) {
        const error = failure({ status, headers: { 'retry-after': value }, text });
        assert.equal(error.retryAfterMilliseconds, milliseconds);
      }
    });

  it('reads a Retry-After that is a date as the time until then', () => {
    const headers = { 'retry-after': new Date(Date.now() + 60_000).toUTCString() };
    const { retryAfterMilliseconds = 0 } = failure({ status: 503, headers, text: '' });
    assert.ok(retryAfterMilliseconds > 50_000 && retryAfterMilliseconds <= 60_000);
  });

  it('keeps the message to one line of bearable length', () => {
    const text = JSON.stringify({ message: `first\n  second ${'x'.repeat(5000)}` });
    const { message } = failure({ status: 400, headers: json, text });
    assert.match(message, /^first second x+… \(GET/);
    assert.ok(message.length < 600);
  });

  it('looks at each string of a response once before parsing it', () => {
    for (const status of [200, 400]) {
      const text = JSON.stringify(Array(50).fill('text'));
      const read = (): unknown => readAnswer({ status, headers: json, text }, call);
      const task = status === 200 ? read : () => assert.throws(read);
      assert.equal(quotesSoughtIn(text, task), 50);
    }
  });

  it('refuses JSON with more values than any page has before parsing it', () => {
    for (const unit of ['{},', '1,', '[],', '{"a":1},']) {
      const text = `[${unit.repeat(2_000_001)}0]`;
      const error = failure({ status: 200, headers: json, text });
      assert.equal(error.kind, 'unexpectedAnswer');
      assert.match(error.message, /more than 2000000 values/);
    }
  });

  it('reads as many values as a search in a large instance finds', () => {
    const unit = '{"name":"As long as a value of a stream is"},';
    const text = `[${unit.repeat(1_000_000)}{}]`;
    const value = readAnswer({ status: 200, headers: json, text }, call);
    assert.ok(Array.isArray(value) && value.length === 1_000_001);
  });

  it('limits a Retry-After to a day', () => {
    for (const value of ['1e400', '99999999999', 'Fri, 31 Dec 9999 23:59:59 GMT']) {
      const error = failure({ status: 429, headers: { 'retry-after': value }, text: '' });
      assert.equal(error.retryAfterMilliseconds, 86_400_000);
    }
  });

  it('shows where a redirect leads without credentials and query', () => {
    for (const location of [
      'https://user:password@login.domo.com/path?token=hidden#hidden',
      '//user:password@login.domo.com/path?token=hidden',
      'https://user:password@login.domo.com:x/path#hidden',
      'user:password@login.domo.com/path?hidden',
    ]) {
      const { message } = failure({ status: 302, headers: { location }, text: '' });
      assert.match(message, /login\.domo\.com/);
      assert.doesNotMatch(message, /user|password|hidden/);
    }
  });

  it('flattens and limits every text of the server', () => {
    const odd = `a\u001b[31m\r\nb\u202e\u200bc${'x'.repeat(5000)}`;
    const answers: HttpAnswer[] = [
      { status: 400, headers: json, text: JSON.stringify({ message: odd, toe: odd }) },
      { status: 418, headers: html, text: page(odd) },
      { status: 302, headers: { location: `https://x.example/${odd}` }, text: '' },
    ];
    for (const answer of answers) {
      const error = failure(answer);
      assert.match(error.message, /a \[31m bc|x\.example\/a/);
      assert.doesNotMatch(error.message + String(error.toe), /[\p{Cc}\u202e\u200b]/u);
      assert.ok(error.message.length < 900, String(error.message.length));
      assert.ok((error.toe ?? '').length <= 100);
    }
  });
});
