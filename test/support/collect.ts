/** All bytes of a body. Copies, as a sender may use its buffers again. */
export async function collectBytes(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Buffer> {
  const collected: Uint8Array[] = [];
  for await (const piece of pieces) collected.push(Uint8Array.from(piece));
  return Buffer.concat(collected);
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
