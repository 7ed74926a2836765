import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json';
import { applyDefinition, definitionOf } from '../../../src/documents/definition';
import { liveStream, specificationStream } from '../domo/examples';

describe('The definition of a stream', () => {
  it('has what a person defines, and nothing that the server keeps', () => {
    assert.deepEqual(definitionOf(specificationStream), {
      transport: specificationStream['transport'],
      configuration: specificationStream['configuration'],
      schedule: specificationStream['schedule'],
      account: { id: 5 },
      dataProvider: { key: 'facebook', name: 'Facebook' },
      dataSource: { name: 'Opportunities', description: 'Corporate Sales Pipeline' },
    });
    assert.deepEqual(definitionOf(liveStream), {
      transport: { type: 'CONNECTOR', description: 'com.domo.connector.sftp', version: '3' },
      updateMethod: 'APPEND',
      dataProvider: { key: 'sftp', name: 'SFTP Push' },
      configuration: [{ category: 'METADATA', name: 'directory', type: 'string', value: '/out' }],
      dataSource: { name: 'Stock' },
      schemaDefinition: {
        columns: [
          { type: 'STRING', name: 'sku', visible: true, metadata: { colLabel: 'SKU' } },
          { type: 'LONG', name: 'bags', visible: true },
        ],
      },
      scheduleExpression: '0 30 4 * * ? *',
      scheduleState: 'ACTIVE',
      advancedScheduleJson: '{"type":"DAY"}',
    });
  });

  for (const [what, stream] of [
    ['specification', specificationStream],
    ['live', liveStream],
  ] as const)
    it(`changes nothing when it is applied to its own stream in the ${what} form`, () => {
      assert.deepEqual(applyDefinition(stream, definitionOf(stream)), stream);
      // Files that hold the whole JSON do as well.
      assert.deepEqual(applyDefinition(stream, stream), stream);
    });

  it('replaces lists, and keeps of their entries what the server added', () => {
    const columns = [
      { name: 'bags', type: 'DOUBLE' },
      { name: 'new', type: 'DATE' },
    ];
    const { schemaDefinition } = applyDefinition(liveStream, { schemaDefinition: { columns } });
    assert.deepEqual(schemaDefinition, {
      columns: [
        { type: 'DOUBLE', name: 'bags', id: 'bags', visible: true },
        { name: 'new', type: 'DATE' },
      ],
    });
  });

  it('takes settings in the form that the stream has, whichever the file has', () => {
    const asMap = { configuration: { directory: { value: '/in', type: 'String' } } };
    const asList = {
      configuration: [
        { name: 'name1', value: '2' },
        { name: 'fresh', value: '3' },
      ],
    };
    assert.deepEqual(applyDefinition(liveStream, asMap)['configuration'], [
      { streamId: 42, category: 'METADATA', name: 'directory', type: 'String', value: '/in' },
    ]);
    assert.deepEqual(applyDefinition(specificationStream, asList)['configuration'], {
      name1: { value: '2', type: 'Integer' },
      fresh: { value: '3', type: 'string' },
    });
    const { streamConfiguration, configuration } = applyDefinition(liveStream, {
      streamConfiguration: asList.configuration,
    });
    assert.equal(streamConfiguration, undefined);
    assert.equal((configuration as JsonObject[]).length, 2);
  });

  it('names another account by its id alone', () => {
    const { account } = applyDefinition(specificationStream, { account: { id: 6 } });
    assert.deepEqual(account, { id: 6 });
  });

  it('is refused where it defines nothing', () => {
    for (const definition of [{}, { id: 7, createdAt: 1 }, { name: 'package', version: '1' }])
      assert.throws(() => applyDefinition(liveStream, definition), { kind: 'noDefinition' });
  });
});
