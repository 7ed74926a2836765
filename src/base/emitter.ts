import type { Disposable } from './disposable';

/** Calls the listener for each event until the returned object is disposed. `vscode.Event` fits. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/** Tells listeners of events. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(event: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // The same function may be registered twice.
    const own = (event: T): unknown => listener(event);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  /** A listener that throws stops neither the others nor the caller. Its error is reported as unhandled. */
  fire(event: T): void {
    for (const listener of [...this.#listeners])
      try {
        // One that another listener has just removed isn't called any more.
        if (this.#listeners.has(listener)) listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
