/** Stops an upload without ending it: its execution stays open on the server. */
export class PausedError extends Error {
  readonly kind = 'paused';
}

export function isPaused(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && error.kind === 'paused';
}
