import assert from 'node:assert/strict';
import { parseJson } from '../../../src/base/jsonText';
import { isJsonObject, type JsonObject } from '../../../src/base/json';
import { changesBetween } from '../../../src/documents/changeTexts';
import { risksOf } from '../../../src/documents/risks';
import { changedPaths, isTaken } from '../../../src/documents/compare';
import { applyDefinition, definitionOf } from '../../../src/documents/definition';
import { executionFieldRule, streamFieldRule } from '../../../src/documents/fieldRules';
import { editsForField } from '../../../src/documents/fieldEdits';
import { marksIn } from '../../../src/documents/marks';
import { mergeBodies } from '../../../src/documents/merge';
import { baseAfterSave, notTakenOf } from '../../../src/documents/notTaken';
import {
  nodeAt,
  parseDefinition,
  parseDocument,
  rangeOfField,
  treeOf,
} from '../../../src/documents/parse';
import { renderDocument } from '../../../src/documents/render';
import { updatableEdits } from '../../../src/documents/saveBody';
import { filled, numbered } from '../../support/mebibyte';

/** Texts that are JSON or nearly so, of about one MiB. */
const texts: Readonly<Record<string, string>> = {
  'many fields': numbered('{', (index) => `"k${index}":${index}`, '}'),
  'many fields of a DataSet': numbered('{"dataSource":{', (index) => `"k${index}":1`, '}}'),
  'many fields of an execution that runs': numbered(
    '{"currentExecution":{',
    (index) => `"k${index}":1`,
    '}}',
  ),
  'many columns': numbered(
    '{"schemaDefinition":{"columns":[',
    (index) => `{"name":"c${index}","type":"long"}`,
    ']}}',
  ),
  'columns of one name': numbered(
    '{"schemaDefinition":{"columns":[',
    () => '{"name":"c","type":"long"}',
    ']}}',
  ),
  'many settings': numbered(
    '{"configuration":[',
    (index) => `{"name":"s${index}","value":"v"}`,
    ']}',
  ),
  'one long text': `{"updateMethod":"${filled('a')}"}`,
  'spaces in a text': `{"updateMethod":"${filled(' ')}"}`,
  escapes: `{"a":"${filled('\\"')}"}`,
  'a long number': `{"a":${filled('1')}}`,
  'long numbers': numbered('{"a":[', () => '12345678901234567890', ']}'),
  'comments that nobody closes': filled('/*'),
  'line comments': filled('//\n'),
  'spaces and a brace': `${filled(' ')}{`,
  brackets: filled('['),
  'nested objects': filled('{"a":'),
  'quotes that never close': filled('"\n'),
  'errors of all kinds': filled('{]:,'),
};

/** The same body with another value in each place that holds a plain one. */
function changed(body: JsonObject): JsonObject {
  const text = JSON.stringify(body).replaceAll('1', '2').replaceAll('long', 'double');
  return JSON.parse(text.replaceAll('"v"', '"w"')) as JsonObject;
}

describe('A hostile document of one MiB', () => {
  for (const [what, text] of Object.entries(texts)) {
    const body = ((): JsonObject | undefined => {
      try {
        const value = parseJson(text);
        return isJsonObject(value) ? value : undefined;
      } catch {
        return undefined;
      }
    })();

    it(`is read, or refused, in linear time: ${what}`, () => {
      if (body) {
        assert.deepEqual(Object.keys(parseDocument(text)), Object.keys(body));
        assert.ok(renderDocument(body).length > 0);
      } else {
        const isRefused =
          /invalid JSON in line|must be one JSON object|nested more than 200 levels/;
        assert.throws(() => parseDocument(text), isRefused);
        assert.throws(() => parseDefinition(text), isRefused);
      }
    });

    it(`is looked at while one types in linear time: ${what}`, () => {
      const other = body ? changed(body) : {};
      const notTaken = body ? changedPaths(body, other) : [];
      const outcome = { body: other, notTaken };
      const marks = marksIn(text, { base: other, rule: streamFieldRule, outcome });
      assert.ok(marks.length <= 300);
      assert.ok(rangeOfField(treeOf(text), ['k7']).length > 0);
      assert.ok(Array.isArray(editsForField(text, ['k7'], () => 1)));
    });

    if (body)
      it(`is compared, merged and saved in linear time: ${what}`, () => {
        const theirs = changed(body);
        const root = treeOf(text);
        const paths = changedPaths(body, theirs);
        for (const path of paths) nodeAt(root, path);
        changesBetween(body, theirs);
        risksOf(body, theirs);
        for (const rule of [streamFieldRule, executionFieldRule])
          assert.ok(updatableEdits(rule, body, theirs).edited);
        assert.equal(isTaken(body, theirs), paths.length === 0);
        const notTaken = notTakenOf(body, theirs, body);
        assert.deepEqual(changedPaths(baseAfterSave(theirs, { body, notTaken }), body), []);
        assert.ok(mergeBodies({}, body, theirs).merged);
        assert.ok(mergeBodies(body, theirs, {}).merged);
        const definition = definitionOf(body);
        if (Object.keys(definition).length > 0) assert.ok(applyDefinition(theirs, definition));
      });
  }

  it('is merged in linear time if one side adds columns and the other removes them', () => {
    const names = (count: number, prefix: string): JsonObject => ({
      columns: Array.from({ length: count }, (_, index) => ({ name: `${prefix}${index}` })),
    });
    const { merged } = mergeBodies({ columns: [] }, names(60_000, 'mine'), names(60_000, 'theirs'));
    assert.equal((merged['columns'] as unknown[]).length, 120_000);
  });
});
