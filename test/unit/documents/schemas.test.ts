import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/base/json';
import { valueAt } from '../../../src/documents/compare';
import { parseDefinition } from '../../../src/documents/parse';
import { templateTransports, transportTemplate } from '../../../src/documents/templates';
import {
  liveExecution,
  liveStream,
  specificationCreated,
  specificationStream,
} from '../domo/examples';

const schemaOf = (name: string): JsonObject =>
  JSON.parse(
    readFileSync(join(process.cwd(), 'media/schemas', `${name}.schema.json`), 'utf8'),
  ) as JsonObject;

const streamSchema = schemaOf('stream');

/** Executions inside of a stream are described in their own schema. */
const describedElsewhere = new Set([
  'lastExecution',
  'currentExecution',
  'lastSuccessfulExecution',
]);
/** What is not described: what is inside of settings that are the server's own, and fields to come. */
const notDescribed = new Set(['configurations', 'aFieldOfTomorrow', 'parameters']);

/** The fields of a body that a schema says nothing of. */
function undescribed(body: JsonValue, schema: JsonValue | undefined, path = ''): string[] {
  if (!isJsonObject(schema)) return [path];
  if (Array.isArray(body))
    return body.flatMap((entry) => undescribed(entry, schema['items'], `${path}[]`));
  if (!isJsonObject(body)) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    if (notDescribed.has(key)) return [];
    const inner = valueAt(schema, ['properties', key]) ?? schema['additionalProperties'];
    const here = `${path}.${key}`;
    if (!isJsonObject(inner) || typeof inner['description'] !== 'string') return [here];
    return describedElsewhere.has(key) ? [] : undescribed(value, inner, here);
  });
}

/** Values of another type than their schema says. */
function mistyped(body: JsonValue, schema: JsonValue | undefined, path = ''): string[] {
  if (!isJsonObject(schema)) return [];
  const types = schema['type'] === undefined ? undefined : [schema['type']].flat();
  const wrong = types && !types.some((type) => isOfType(body, type)) ? [path] : [];
  const inner = Array.isArray(body)
    ? body.flatMap((entry) => mistyped(entry, schema['items'], `${path}[]`))
    : isJsonObject(body)
      ? Object.entries(body).flatMap(([key, value]) =>
          mistyped(value, valueAt(schema, ['properties', key]), `${path}.${key}`),
        )
      : [];
  return [...wrong, ...inner];
}

function isOfType(value: JsonValue, type: JsonValue): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

describe('The schemas', () => {
  for (const [what, body, name] of [
    ['the stream of the specification', specificationStream, 'stream'],
    ['the specification’s new stream', specificationCreated, 'stream'],
    ['a stream of a live instance', liveStream, 'stream'],
    ['an execution of a live instance', liveExecution, 'execution'],
  ] as const)
    it(`describe every field of ${what}, and take it for right`, () => {
      assert.deepEqual(undescribed(body, schemaOf(name)), []);
      assert.deepEqual(mistyped(body, schemaOf(name)), []);
    });

  it('tell a body that is wrong from one that is right', () => {
    assert.deepEqual(mistyped({ schemaDefinition: 5 }, streamSchema), ['.schemaDefinition']);
    assert.deepEqual(undescribed({ unheardOf: 1 }, streamSchema), ['.unheardOf']);
  });
});

describe('The template of a new stream', () => {
  for (const transport of templateTransports)
    it(`for ${transport} is commented, and right by the schema once its comments are gone`, () => {
      const text = transportTemplate(transport);
      assert.match(text, /\/\/ .*/);
      const body = parseDefinition(text);
      assert.equal(valueAt(body, ['transport', 'type']), transport);
      assert.deepEqual(undescribed(body, streamSchema), []);
      assert.deepEqual(mistyped(body, streamSchema), []);
      for (const field of ['transport', 'dataSource', 'updateMethod']) assert.ok(field in body);
    });

  it('for SFTP has the fields with which the specification creates a stream', () => {
    const body = parseDefinition(transportTemplate('SFTP'));
    for (const field of Object.keys(specificationCreated))
      if (field !== 'id') assert.ok(field in body, field);
  });
});
