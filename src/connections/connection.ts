import { hasCredentials, parseInstanceUrl } from '../domo/instanceUrl';

/** A connection as the user's settings hold it. Plain data: commands take and return it. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** Origin of the instance, or `sandbox:` for the built-in one. */
  readonly url: string;
  readonly readOnly: boolean;
}

/** The entries of the setting that can be used, and what is wrong with each of the others, without its values. */
export function readConnections(setting: unknown): {
  connections: Connection[];
  invalid: string[];
} {
  const connections: Connection[] = [];
  const invalid: string[] = [];
  const entries = Array.isArray(setting) ? (setting as unknown[]) : [];
  for (const [index, entry] of entries.entries()) {
    const connection = toConnection(entry);
    if (typeof connection === 'string') invalid.push(`entry ${index + 1}${connection}`);
    else if (connections.some(({ id }) => id === connection.id))
      invalid.push(`entry ${index + 1}: "id" is used twice`);
    else connections.push(connection);
  }
  return { connections, invalid };
}

/** The connection, or what is wrong with the entry. A value may be a token that was put into the wrong place. */
function toConnection(entry: unknown): Connection | string {
  if (typeof entry !== 'object' || entry === null) return ' is not an object';
  const { id, name, url, readOnly } = entry as Record<string, unknown>;
  if (typeof id !== 'string') return faultOf('id', id);
  // The ID is a segment of document paths.
  if (!/^[\w.-]+$/.test(id)) return ': "id" has other characters than letters, digits, . _ -';
  if (typeof url !== 'string') return faultOf('url', url);
  if (hasCredentials(url)) return ': "url" has a user name or password';
  return {
    id,
    name: typeof name === 'string' && name.trim() ? name : id,
    url: normalized(url),
    readOnly: readOnly === true,
  };
}

function faultOf(field: string, value: unknown): string {
  return value === undefined ? `: "${field}" is missing` : `: "${field}" is not a string`;
}

/** As it would be if it had been added by command. What is no address stays, and is named when it is used. */
function normalized(url: string): string {
  try {
    return parseInstanceUrl(url);
  } catch {
    return url;
  }
}

/** An id that no other connection has, made of the instance's name: it is part of document paths. */
export function newConnectionId(url: string, taken: readonly string[]): string {
  const host = URL.canParse(url) ? new URL(url).host : url;
  const stem =
    host
      .replace(/\.domo\.com$/, '')
      .replace(/[^\w.-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'domo';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.includes(id)) return id;
  }
}
