/** Everything that an asynchronous sequence gives. */
export async function collect<T>(sequence: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of sequence) items.push(item);
  return items;
}

/** What a promise is rejected with; fails where it isn't. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new TypeError(`Rejected with ${String(error)}, which is not an error.`);
  }
  throw new Error('It did not fail.');
}

/** The `kind` of what a promise is rejected with. */
export async function kindOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await failureOf(promise);
  if ('kind' in error) return error.kind;
  throw error;
}
