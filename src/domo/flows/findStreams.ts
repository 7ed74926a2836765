import type { DomoClient } from '../client';
import type { Stream } from '../api/model';
import { askedQuery, queryIn } from '../api/searchText';

/** The streams that a text finds: a part of a name, a stream's id, a DataSet's id or address, or `key:value`. */
export async function findStreams(
  client: DomoClient,
  text: string,
  signal: AbortSignal,
): Promise<Stream[]> {
  const { key, value } = queryIn(text) ?? askedQuery('dataSource.name', text);
  const searches = [client.streams.search(key, value, { signal })];
  if (/^\d{1,15}$/.test(text))
    searches.unshift(
      client.streams.get(Number(text), { signal }).then((stream) => [stream], notFound),
    );
  const found = (await Promise.all(searches)).flat();
  return [...new Map(found.map((stream) => [stream.id, stream])).values()];
}

/** The same streams with their names: list rows of live instances lack them. */
export async function withNames(
  client: DomoClient,
  streams: readonly Stream[],
  signal: AbortSignal,
): Promise<Stream[]> {
  const nameless = streams.filter(({ name }) => name === undefined).map(({ id }) => id);
  const whole = new Map<number, Stream>();
  await client.readWholeStreams(
    nameless,
    (found) => found.forEach((stream) => whole.set(stream.id, stream)),
    { signal },
  );
  return streams.map((stream) => whole.get(stream.id) ?? stream);
}

/** A number may be a part of a name instead of an id. */
function notFound(error: unknown): Stream[] {
  if (error instanceof Error && 'kind' in error && error.kind === 'notFound') return [];
  throw error;
}
