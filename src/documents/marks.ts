import type { Node } from 'jsonc-parser';
import type { JsonObject, JsonValue } from '../base/json';
import { columnTypes, updateMethods } from '../domo/api/model';
import { t } from '../base/l10n';
import { changedPaths, entriesByName, isSame, valueAt, type FieldPath } from './compare';
import { shortValue } from './changeTexts';
import { parseIfValid, rangeOfField, treeOf, type TextRange } from './parse';
import type { FieldRule } from './fieldRules';

/** Something to say about a field while one types. */
export interface Mark extends TextRange {
  /** `fixedField` blocks the save; `notTaken` is what Domo made of a save; `spelling` is another case. */
  readonly type: 'fixedField' | 'notTaken' | 'spelling';
  readonly path: FieldPath;
  readonly message: string;
  /** What a quick fix puts there, or into what is around it; undefined removes it. */
  readonly fixed: (path: FieldPath) => JsonValue | undefined;
}

/** What there is to know of a document beside its text. */
export interface KnownOfDocument {
  /** The server's body that the text came from. */
  readonly base: JsonObject;
  readonly rule: (path: FieldPath) => FieldRule;
  /** What Domo made of a save, and the fields that it did not take. */
  readonly outcome?: { readonly body: JsonObject; readonly notTaken: readonly FieldPath[] };
}

/** Of one type: nobody fixes more one by one. */
const mostMarks = 100;

/** What there is to say about a text; nothing where it is no JSON. */
export function marksIn(text: string, known: KnownOfDocument | undefined): Mark[] {
  const mine = parseIfValid(text);
  if (!mine) return [];
  const root = treeOf(text);
  return [
    ...(known ? [...fixedFields(mine, root, known), ...fieldsNotTaken(mine, root, known)] : []),
    ...misspelled(mine, root),
  ];
}

function fixedFields(
  mine: JsonObject,
  root: Node | undefined,
  { base, rule }: KnownOfDocument,
): Mark[] {
  const paths = changedPaths(base, mine).filter((path) => rule(path) === 'fixed');
  const fields = new Set(paths.map(([field = '']) => field));
  return [...fields].slice(0, mostMarks).map((field) => ({
    type: 'fixedField',
    path: [field],
    ...rangeOfField(root, [field]),
    message: t('“{0}” can’t be changed in Domo: this blocks the save.', field),
    fixed: (path) => valueAt(base, path),
  }));
}

/** Until the field is another one. */
function fieldsNotTaken(
  mine: JsonObject,
  root: Node | undefined,
  { outcome }: KnownOfDocument,
): Mark[] {
  if (!outcome) return [];
  const { body, notTaken } = outcome;
  const different = notTaken.filter((path) => !isSame(valueAt(mine, path), valueAt(body, path)));
  return different.slice(0, mostMarks).map((path) => ({
    type: 'notTaken',
    path,
    ...rangeOfField(root, path),
    message: t('Domo did not take this: it has {0}.', shortValue(valueAt(body, path))),
    fixed: (target) => valueAt(body, target),
  }));
}

type Spelled = readonly [path: FieldPath, words: readonly string[], value: JsonValue | undefined];

/** The fields whose values are words that Domo knows. */
const spelled: readonly (readonly [path: FieldPath, words: readonly string[]])[] = [
  [['updateMethod'], updateMethods],
  [
    ['transport', 'type'],
    ['API', 'CONNECTOR', 'SFTP', 'WEBFORM'],
  ],
  [['scheduleState'], ['ACTIVE', 'MANUAL']],
];

function misspelled(mine: JsonObject, root: Node | undefined): Mark[] {
  const columns = valueAt(mine, ['schemaDefinition', 'columns']);
  const types = [...(entriesByName(columns) ?? [])].map(([name, { type }]): Spelled => [
    ['schemaDefinition', 'columns', name, 'type'],
    columnTypes,
    type,
  ]);
  const fields = spelled.map(([path, known]): Spelled => [path, known, valueAt(mine, path)]);
  const wrong = [...fields, ...types].flatMap(([path, words, value]) => {
    if (typeof value !== 'string' || words.includes(value)) return [];
    const word = words.find((each) => each === value.trim().toUpperCase());
    return word === undefined ? [] : [{ path, word }];
  });
  return wrong.slice(0, mostMarks).map(({ path, word }) => {
    const message = t('Domo writes this in capitals: {0}.', word);
    return { type: 'spelling', path, ...rangeOfField(root, path), message, fixed: () => word };
  });
}
