import { PlainError, text } from '../base/text';
import { parseInstanceUrl } from '../domo/instanceUrl';

/** What a link asks to open. */
export interface Link {
  /** Id of a connection; undefined takes one to the instance. */
  readonly connectionId: string | undefined;
  /** Origin of the instance; undefined where the link names a connection alone. */
  readonly instance: string | undefined;
  readonly streamId: number;
  readonly executionId: number | undefined;
}

/** A link that can't be followed. */
export class LinkError extends PlainError {
  override readonly name = 'LinkError';
  readonly kind = 'invalidLink';
}

const extensionId = 'streams-for-domo.domo-streams';
/** A link with more in it, such as a token, is not followed at all. */
const fields = ['connection', 'instance', 'stream', 'execution'];

/**
 * Reads `/open?instance=acme.domo.com&stream=101&execution=7`.
 * @throws LinkError, DomoError `invalidAddress`
 */
export function parseLink(path: string, query: string): Link {
  if (path !== '/open')
    throw new LinkError(text('This link does not open a stream: it must begin with /open.'));
  const given = new URLSearchParams(query);
  for (const name of new Set(given.keys()))
    if (!fields.includes(name) || given.getAll(name).length > 1)
      throw new LinkError(
        text('This link is not followed: it may hold {0}, each once.', fields.join(', ')),
      );
  const instance = given.get('instance');
  const connectionId = given.get('connection');
  const streamId = idIn(given, 'stream');
  if ((!instance && !connectionId) || streamId === undefined)
    throw new LinkError(text('This link is not whole: it needs an instance and a stream.'));
  return {
    connectionId: connectionId ?? undefined,
    instance: instance ? parseInstanceUrl(instance) : undefined,
    streamId,
    executionId: idIn(given, 'execution'),
  };
}

/** @param scheme of the editor that is to open it */
export function linkTo(scheme: string, link: Omit<Link, 'connectionId'>): string {
  const instance = (link.instance ?? '').replace(/^https:\/\//, '');
  const execution = link.executionId === undefined ? '' : `&execution=${link.executionId}`;
  return `${scheme}://${extensionId}/open?instance=${encodeURIComponent(instance)}&stream=${link.streamId}${execution}`;
}

function idIn(given: URLSearchParams, name: string): number | undefined {
  const value = given.get(name);
  if (value === null) return undefined;
  const id = Number(value);
  if (/^\d+$/.test(value) && Number.isSafeInteger(id) && id > 0) return id;
  throw new LinkError(text('This link is not followed: “{0}” in it must be a number.', name));
}
