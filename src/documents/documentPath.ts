import { withoutHidden } from '../base/plainText';

export const documentScheme = 'domo-stream';

/** What a document path names. The ids alone decide; a file name is only a label. */
export type DocumentRef =
  | { readonly type: 'stream'; readonly connectionId: string; readonly streamId: number }
  | {
      readonly type: 'execution';
      readonly connectionId: string;
      readonly streamId: number;
      readonly executionId: number;
    }
  | { readonly type: 'new'; readonly connectionId: string; readonly number: number };

const streamPattern = /^\/([\w.-]+)\/streams\/(\d+)\/[^/]+\.stream\.json$/;
const executionPattern = /^\/([\w.-]+)\/streams\/(\d+)\/executions\/(\d+)\.execution\.json$/;
const newPattern = /^\/([\w.-]+)\/new\/(\d+)\.stream\.json$/;

/** @returns undefined where the path names no document */
export function parseDocumentPath(path: string): DocumentRef | undefined {
  const [, newConnection, newNumber] = newPattern.exec(path) ?? [];
  if (newConnection) return { type: 'new', connectionId: newConnection, number: Number(newNumber) };
  const [, connectionId, streamId, executionId] =
    executionPattern.exec(path) ?? streamPattern.exec(path) ?? [];
  if (!connectionId) return undefined;
  const ids = { connectionId, streamId: Number(streamId) };
  return executionId === undefined
    ? { type: 'stream', ...ids }
    : { type: 'execution', ...ids, executionId: Number(executionId) };
}

/** The path of a document. @param name the DataSet's name, for the label */
export function documentPath(ref: DocumentRef, name?: string): string {
  switch (ref.type) {
    case 'stream':
      return `/${ref.connectionId}/streams/${ref.streamId}/${fileLabel(name) || `Stream ${ref.streamId}`}.stream.json`;
    case 'execution':
      return `/${ref.connectionId}/streams/${ref.streamId}/executions/${ref.executionId}.execution.json`;
    case 'new':
      return `/${ref.connectionId}/new/${ref.number}.stream.json`;
  }
}

/** Two paths with the same key name the same document, whatever their labels. */
export function documentKey(ref: DocumentRef): string {
  return documentPath(ref, 'document');
}

/** The connection in a document's address as text. */
export function connectionIdIn(uri: string): string {
  return /^[^/]*\/([^/]+)\//.exec(uri)?.[1] ?? '';
}

/** A DataSet's name as one path segment: separators become characters that look like them; halves of characters, which no URI can hold, go. */
function fileLabel(name = ''): string {
  const segment = withoutHidden(name)
    .replaceAll('/', '∕')
    .replaceAll('\\', '∖')
    .replace(/[\p{Cc}\u2028\u2029]+|\p{Cs}/gu, ' ');
  // By characters, so that none is cut in half.
  return Array.from(segment.trim()).slice(0, 120).join('').replace(/^\.+$/, '');
}
