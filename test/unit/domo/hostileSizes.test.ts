import assert from 'node:assert/strict';
import { flattened } from '../../../src/base/plainText';
import { text } from '../../../src/base/text';
import {
  hasCredentials,
  isLoopback,
  parseInstanceUrl,
  withoutCredentials,
} from '../../../src/domo/instanceUrl';
import { assertDone, readAnswer } from '../../../src/domo/http/answer';
import { DomoError, isDomoError, maskedError } from '../../../src/domo/http/errors';
import { exactNumber, isRounded, isSameNumber } from '../../../src/base/exactNumber';
import { excessOf, isNestedTooDeep, type JsonValue } from '../../../src/base/json';
import { parseJson, stringifyJson } from '../../../src/base/jsonText';
import { errorTextOf } from '../../../src/domo/api/model';
import { networkError } from '../../../src/domo/http/networkError';
import { proxyFor } from '../../../src/domo/http/proxy';
import {
  readAnyExecution,
  readAnyStream,
  readExecution,
  readExecutions,
  readStream,
  readStreams,
} from '../../../src/domo/api/schemas';
import { askedQuery, queryIn } from '../../../src/domo/api/searchText';
import { maskOf } from '../../../src/domo/http/secrets';
import { curlCommand, dataSetPage } from '../../../src/streams/copyTexts';

const size = 1024 * 1024;
const call = 'GET /streams';

/** Each repeated to 1 MiB, which takes minutes if the work is quadratic. */
const units = [
  ...['<', '<title', '<title>', '<title x', '</title>', '<!doctype', 'under maintenanc', 'log in'],
  ...['[', '{', '[]', '{"a":', '"', '\\', '\\"', '"\\', ',', ':', ': ', '1', '0', '1.', '1e', '-1'],
  ...[
    '.',
    '-',
    '+',
    'e',
    'E9',
    ' ',
    '\n',
    '\t ',
    '\u0000',
    '\u001b[',
    '\ufeff',
    '\u200b',
    '\u200d',
  ],
  ...[
    'a',
    'ü',
    '👩\u200d',
    'a.',
    'a:',
    '@',
    'a@',
    '/',
    '//',
    'http://',
    '?',
    '#',
    '%',
    '%41',
    '%25',
  ],
  ...[
    '&#0',
    '&#x0',
    '0a1b2c3d-',
    '0a1b2c3d-0a1b-',
    'f',
    ';',
    '*',
    '=',
    'transport.type:',
    '9:',
    ',',
  ],
] as const;
type Ends = readonly (readonly [start: string, end: string])[];

/** 1 MiB of the worst that a parser can be given, alone and between each two ends. */
function hostileTexts(ends: Ends): string[] {
  return units.flatMap((unit) =>
    [['', ''] as const, ...ends].map(
      ([start, end]) => start + unit.repeat(size / unit.length) + end,
    ),
  );
}

/** Expected failures are fine: what counts is that each comes to an end. */
function attempt(task: () => unknown): void {
  try {
    task();
  } catch (error) {
    if (isDomoError(error)) assert.ok(error.message.length < 3000, String(error.message.length));
    else if (!(error instanceof SyntaxError)) throw error;
  }
}

const mask = maskOf(['a'.repeat(64)]);

/** What reads text from elsewhere, each with that text in every place that it can have. */
const parsers: Record<string, (hostile: string) => void> = {
  'a response': (hostile) => {
    for (const status of [200, 404])
      for (const type of ['application/json', 'text/html'])
        for (const read of [readAnswer, assertDone]) {
          const headers = { 'content-type': type };
          attempt(() => read({ status, headers, text: hostile }, call));
        }
  },
  'the headers of a response': (hostile) => {
    for (const name of ['retry-after', 'location', 'content-type'])
      for (const status of [200, 302, 429])
        attempt(() => readAnswer({ status, headers: { [name]: hostile }, text: '{}' }, call));
  },
  'the fields of a refusal': (hostile) => {
    for (const name of ['message', 'statusReason', 'toe']) {
      const body = JSON.stringify({ [name]: hostile.slice(0, size / 8) });
      attempt(() => readAnswer({ status: 400, headers: {}, text: body }, call));
    }
  },
  JSON: (hostile) => {
    isNestedTooDeep(hostile);
    if (excessOf(hostile, 2_000_000)) return;
    attempt(() => stringifyJson(parseJson(hostile)));
  },
  'an exact number': (hostile) => {
    isRounded(hostile);
    isSameNumber(exactNumber(hostile), exactNumber(`${hostile}1`));
  },
  'a row of a list': (hostile) => {
    const fields = ['id', 'executionId', 'updateMethod', 'modifiedAt', 'startedAt', 'rowsInserted'];
    const row: JsonValue = Object.fromEntries(fields.map((name) => [name, hostile]));
    const errors = [{ code: hostile, message: hostile }];
    const whole = { id: 1, dataSource: { name: hostile, rowCount: hostile }, errors };
    for (const value of [row, whole, { [hostile]: hostile }, hostile]) {
      attempt(() => readStreams([value], call));
      attempt(() => readExecutions([value], call));
      attempt(() => readAnyStream(value, call, 1));
      attempt(() => readAnyExecution(value, call, 1));
      attempt(() => readStream(value, call));
      attempt(() => errorTextOf(readExecution(value, call)));
    }
  },
  'an address': (hostile) => {
    hasCredentials(hostile);
    withoutCredentials(hostile);
    isLoopback(hostile);
    attempt(() => parseInstanceUrl(hostile));
    attempt(() => dataSetPage(hostile, { dataSourceId: hostile.replace(/[\ud800-\udfff]/g, '') }));
    curlCommand(hostile, 1, undefined, 'posix');
  },
  'a search': (hostile) => {
    queryIn(`dataSource.name:${hostile}`);
    askedQuery('dataSource.name', hostile);
  },
  'the settings of a proxy': (hostile) => {
    const origin = 'https://acme.domo.com';
    attempt(() =>
      proxyFor(origin, { strictSsl: true }, { https_proxy: hostile, no_proxy: hostile }),
    );
  },
  'a message': (hostile) => {
    const error = new DomoError('badRequest', text('{0}', hostile), {
      call: hostile,
      toe: hostile,
    });
    assert.ok(error.message.length < 2000);
    maskedError(error, mask);
    mask(flattened(hostile, 2000));
    networkError(Object.assign(new Error(hostile), { code: `HPE_${hostile}` }), 'https://a', call);
  },
};

const endsOf: Readonly<Record<string, Ends>> = {
  'a response': [['<html><title>', '</title>']],
  JSON: [
    ['"', '"'],
    ['[1', 'e5]'],
  ],
  'an address': [['https://', '!']],
};

describe('1 MiB of hostile text takes time that grows with its length in', () => {
  for (const [what, parse] of Object.entries(parsers))
    it(what, () => {
      for (const hostile of hostileTexts(endsOf[what] ?? [])) parse(hostile);
    });
});
