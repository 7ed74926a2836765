import assert from 'node:assert/strict';
import { isDomoError } from '../../../../src/domo/http/errors';
import type { JsonObject } from '../../../../src/base/json';
import { parseJson } from '../../../../src/base/jsonText';
import {
  readExecution,
  readExecutions,
  readStream,
  readStreams,
} from '../../../../src/domo/api/schemas';
import { liveExecution, liveStream, specificationCreated, specificationStream } from '../examples';

const call = 'GET /streams/1';

describe('reading a stream', () => {
  it("reads the specification's example", () => {
    assert.deepEqual(readStream(specificationStream, call), {
      id: 1,
      transportType: 'CONNECTOR',
      updateMethod: undefined,
      provider: 'Facebook',
      dataSourceId: '00216ef1-f845-449c-99c8-13a29f723979',
      name: 'Opportunities',
      description: 'Corporate Sales Pipeline',
      rowCount: undefined,
      owner: undefined,
      columns: undefined,
      cron: '0 29 2 * * ? *',
      scheduleState: undefined,
      state: undefined,
      lastExecution: undefined,
      currentExecution: undefined,
      modifiedAt: Date.UTC(2015, 2, 31, 16, 56, 57),
      raw: specificationStream,
    });
  });

  it("reads the specification's example of a new stream", () => {
    const { id, transportType, name } = readStream(specificationCreated, call);
    assert.deepEqual([id, transportType, name], [2, 'SFTP', 'My New DataSet']);
  });

  it('reads what live instances give', () => {
    const { lastExecution, raw, ...view } = readStream(liveStream, call);
    assert.deepEqual(view, {
      id: 42,
      transportType: 'CONNECTOR',
      updateMethod: 'APPEND',
      provider: 'SFTP Push',
      dataSourceId: '11116ef1-f845-449c-99c8-13a29f723979',
      name: 'Stock',
      description: undefined,
      rowCount: 2316,
      owner: 'Mara',
      columns: [
        { name: 'sku', type: 'STRING' },
        { name: 'bags', type: 'LONG' },
      ],
      cron: '0 30 4 * * ? *',
      scheduleState: 'ACTIVE',
      state: 'ERROR',
      currentExecution: undefined,
      modifiedAt: 1_709_290_000_500,
    });
    assert.equal(lastExecution?.executionId, 310);
    assert.equal(lastExecution.raw, liveExecution);
    assert.equal(raw, liveStream);
  });

  it('reads a sparse row of a list', () => {
    const row: JsonObject = {
      id: 7,
      lastExecution: null,
      currentExecution: null,
      schemaDefinition: null,
      account: null,
      configuration: [],
      dataSource: { id: 'x' },
    };
    const [stream] = readStreams([row], call);
    assert.deepEqual([stream?.id, stream?.name, stream?.dataSourceId], [7, undefined, 'x']);
  });

  it('takes ids as numbers and as texts of digits', () => {
    assert.equal(readStream({ id: '17' }, call).id, 17);
    assert.equal(readStream({ id: 17, dataSource: { id: 5 } }, call).dataSourceId, '5');
    for (const id of ['x1', '', 1.5, null, true]) assert.throws(() => readStream({ id }, call));
  });

  it('takes words and counts as numbers and as texts, whichever Domo gives', () => {
    const { name, description, rowCount } = readStream(
      { id: 1, dataSource: { name: 2024, description: 7, rowCount: '12' } },
      call,
    );
    assert.deepEqual([name, description, rowCount], ['2024', '7', 12]);
    assert.equal(readExecution({ executionId: 1, rowsInserted: '5' }, call).rowsInserted, 5);
  });

  it('leaves out of its view what has another form, as the document has it to put it right', () => {
    const dataSource = { name: { a: 1 }, description: [], rowCount: 'many', owner: 'me' };
    const raw = { id: 1, transport: 'API', updateMethod: true, configuration: 'none', dataSource };
    const stream = readStream(raw, call);
    assert.equal(stream.raw, raw);
    const { name, description, rowCount, owner, transportType, updateMethod } = stream;
    for (const value of [name, description, rowCount, owner, transportType, updateMethod])
      assert.equal(value, undefined);
  });

  it('takes numbers that JavaScript would round', () => {
    const text =
      '{"id":1,"modifiedAt":1427821017.00000000001,"dataSource":{"id":9007199254740993}}';
    const { dataSourceId, modifiedAt } = readStream(parseJson(text), call);
    assert.deepEqual([dataSourceId, modifiedAt], ['9007199254740993', 1_427_821_017_000]);
  });

  for (const [given, milliseconds] of [
    [1_427_821_017, 1_427_821_017_000],
    [1_427_821_017.25, 1_427_821_017_250],
    [1_427_821_017_123, 1_427_821_017_123],
    [500_000_000_000, 500_000_000_000],
    ['2015-03-31T16:56:57', 1_427_821_017_000],
    ['2015-03-31T16:56:57Z', 1_427_821_017_000],
    ['2015-03-31T18:56:57.5+02:00', 1_427_821_017_500],
    ['2015-03-31T18:56:57+0200', 1_427_821_017_000],
    ['yesterday', undefined],
    ['', undefined],
    [null, undefined],
  ] as const)
    it(`reads the time ${JSON.stringify(given)} as ${milliseconds}`, () => {
      assert.equal(readStream({ id: 1, modifiedAt: given }, call).modifiedAt, milliseconds);
    });
});

describe('reading executions', () => {
  it('reads what live instances give', () => {
    assert.deepEqual(readExecution(liveExecution, call), {
      executionId: 310,
      streamId: 42,
      uploadId: '32345',
      currentState: 'ERROR',
      currentPhase: 'INIT',
      updateMethod: 'REPLACE',
      runType: 'AUTOMATED',
      toe: 'TOE-310',
      startedAt: 1_709_280_000_000,
      endedAt: 1_709_280_060_250,
      rowsInserted: 0,
      bytesInserted: 0,
      errors: [{ code: 'AUTH', category: 'CONNECTOR', message: 'Refused.' }],
      raw: liveExecution,
    });
  });

  it("reads the public API's `id` and nulls everywhere", () => {
    const raw = { id: '9', uploadId: null, endedAt: null, errors: null, toe: null };
    const [read] = readExecutions([raw], call);
    assert.deepEqual([read?.executionId, read?.uploadId, read?.errors], [9, undefined, []]);
  });
});

describe('what has an unexpected form', () => {
  const cases: [what: string, read: () => unknown, expected: RegExp][] = [
    ['no object', () => readStream('text', call), /a stream in an unexpected format: .*object/],
    ['no body', () => readStream(undefined, call), /a stream in an unexpected format/],
    ['a stream without id', () => readStream({}, call), /format: id: /],
    [
      'a column without name',
      () => readStream({ id: 1, schemaDefinition: { columns: [{}] } }, call),
      /format: schemaDefinition\.columns\.0\.name: /,
    ],
    ['an object for a list', () => readStreams({}, call), /isn’t a list/],
    ['an object for a list', () => readExecutions({}, call), /isn’t a list/],
    ['an execution without id', () => readExecution({}, call), /format: executionId: /],
    [
      'an error that is no object',
      () => readExecution({ executionId: 1, errors: [{ message: 1 }] }, call),
      /format: errors\.0\.message: /,
    ],
  ];
  for (const [what, read, expected] of cases)
    it(`is refused with its field and call: ${what}`, () => {
      assert.throws(read, (error) => {
        assert.ok(isDomoError(error));
        assert.equal(error.kind, 'unexpectedAnswer');
        assert.match(error.message, expected);
        assert.match(error.message, /\(GET \/streams\/1\)$/);
        return true;
      });
    });
});
