/** A failure that somebody can act on: shown as its message, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** What to print of anything thrown: the stack only where it is a mistake of ours. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected =
    error instanceof CommandError ||
    ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  return expected ? error.message : (error.stack ?? error.message);
}
