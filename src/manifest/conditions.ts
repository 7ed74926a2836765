// What `when` clauses are made of. Code that sets a value and the menus that depend on it share these names.

/** A `when` clause of the manifest. */
export type Condition = string;

export const views = { streams: 'domoStreams.streams', uploads: 'domoStreams.uploads' } as const;

/** Context keys that the extension sets, by their names below `domoStreams.` */
export const contextKeys = [
  'hasConnections',
  'hasInvalidConnections',
  'hasSeveralConnections',
  'searching',
  'needsNode',
  'hasSaved',
  'hasUploaded',
  /** The documents that have a draft: an object with their URIs. */
  'drafts',
  /** The documents that have an earlier version: an object with their URIs. */
  'restorable',
  'hasRunningUploads',
  'hasPausedUploads',
  'hasFailedUploads',
  'hasEndedUploads',
] as const;

export type ContextKey = (typeof contextKeys)[number];

/** The full name of a context key. */
export const keyName = (key: ContextKey): string => `domoStreams.${key}`;

/** What menus need to know about each kind of row, in the order of its `viewItem`. */
const rowFacts = {
  connection: ['writable', 'inDomo', 'movesUp', 'movesDown', 'searched'],
  stream: ['writable', 'connector', 'takesFiles', 'running', 'restorable', 'inDomo'],
  execution: ['running', 'writable', 'inDomo'],
  upload: ['running', 'paused', 'failed'],
} as const;

export type RowKind = keyof typeof rowFacts;
export type RowFact<K extends RowKind> = (typeof rowFacts)[K][number];

/** The `contextValue` of a row, such as `stream writable connector`. */
export function contextValueOf<K extends RowKind>(
  kind: K,
  facts: Readonly<Record<RowFact<K>, boolean>>,
): string {
  const known: readonly RowFact<K>[] = rowFacts[kind];
  return [kind, ...known.filter((fact) => facts[fact])].join(' ');
}

/** Whether a row of the kind is clicked for which all the facts are true. */
export function onRow<K extends RowKind>(kind: K, ...facts: readonly RowFact<K>[]): Condition {
  const known: readonly RowFact<K>[] = rowFacts[kind];
  const words = known.filter((fact) => facts.includes(fact)).map((fact) => `.*\\b${fact}\\b`);
  const view = kind === 'upload' ? views.uploads : views.streams;
  return both(`view == ${view}`, `viewItem =~ /^${kind}\\b${words.join('')}/`);
}

/** Whether only one row is selected. */
export const oneRow: Condition = '!listMultiSelection';

export const inView = (view: keyof typeof views): Condition => `view == ${views[view]}`;

export function both(...conditions: readonly Condition[]): Condition {
  return conditions.join(' && ');
}

/** A document of the extension. */
export const inDocument: Condition = 'resourceScheme == domo-stream';
/** A document of a stream or an execution that exists. */
export const inExistingDocument = both(inDocument, 'resourcePath =~ /\\/streams\\//');
/** A document of a stream that exists. */
export const inStreamDocument = both(inExistingDocument, 'resourcePath =~ /\\.stream\\.json$/');
/** A file with a definition, such as `orders.stream.json`. */
export const onDefinitionFile = both(
  'resourceFilename =~ /\\.stream\\.json$/',
  'resourceScheme != domo-stream',
);
export const onListedDocument = (key: 'drafts' | 'restorable'): Condition =>
  `resource in ${keyName(key)}`;
