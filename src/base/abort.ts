/** The work was stopped on purpose by the user or by a newer request: silent, never an error to show. */
export class CancelledError extends Error {
  readonly kind = 'cancelled';
  override readonly name = 'CancelledError';

  constructor(message = 'Cancelled.') {
    super(message);
  }
}

/** Decided by `kind` and not by class: each bundle has a class of its own. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && error.kind === 'cancelled';
}

/** Throws what the signal was aborted with, as a `CancelledError` unless it is an error of ours. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortReason(signal);
}

/** The reason a signal was aborted with; a plain `abort()` counts as cancelled. */
export function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error && 'kind' in reason ? reason : new CancelledError();
}

/** Resolves after `milliseconds`, or rejects as soon as the signal is aborted. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortReason(signal));
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      if (signal) reject(abortReason(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
