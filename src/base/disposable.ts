/** Anything that holds on to something until told to let go. `vscode.Disposable` fits. */
export interface Disposable {
  dispose(): unknown;
}

/** Disposes what was added to it, last in first out; what arrives after that is disposed at once. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    for (let item = this.#items.pop(); item; item = this.#items.pop()) item.dispose();
  }
}
