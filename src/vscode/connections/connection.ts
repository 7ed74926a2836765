import { parseInstanceAddress } from '../../domo/address';

/** A connection as the user's settings hold it. Plain data: commands take and return it. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** Origin of the instance, or `sandbox:` for the built-in one. */
  readonly url: string;
  readonly readOnly: boolean;
}

/** The entries of the setting that can be used; the others are named, so that they can be reported. */
export function readConnections(setting: unknown): {
  connections: Connection[];
  invalid: string[];
} {
  const connections: Connection[] = [];
  const invalid: string[] = [];
  for (const entry of Array.isArray(setting) ? (setting as unknown[]) : []) {
    const connection = toConnection(entry);
    if (connection && !connections.some(({ id }) => id === connection.id))
      connections.push(connection);
    else invalid.push(JSON.stringify(entry));
  }
  return { connections, invalid };
}

function toConnection(entry: unknown): Connection | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, name, url, readOnly } = entry as Record<string, unknown>;
  // The id is a segment of document paths.
  if (typeof id !== 'string' || !/^[\w.-]+$/.test(id) || typeof url !== 'string') return undefined;
  return {
    id,
    name: typeof name === 'string' && name.trim() ? name : id,
    url: normalized(url),
    readOnly: readOnly === true,
  };
}

/** As it would be if it had been added by command. What is no address stays, and is named when it is used. */
function normalized(url: string): string {
  try {
    return parseInstanceAddress(url);
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
