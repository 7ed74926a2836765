import { statSync } from 'node:fs';
import Module from 'node:module';
import type * as vscode from 'vscode';
import type { Row } from './report';

interface Main {
  exports: { activate?: (context: unknown) => unknown };
}
type Load = (this: unknown, module: Main, file: string) => void;
type Require = (this: unknown, name: string, parent: { filename: string }) => unknown;

/** What Node and VS Code load modules with. */
const loader = Module as unknown as { _extensions: { '.js': Load }; _load: Require };

/**
 * Watches an extension that is not loaded yet, from within its extension host: its files as they are
 * loaded, its `activate`, and the rows that it gives to VS Code for its tree.
 */
export class ActivationWatch {
  /** Resolves when the row that is waited for is given to VS Code. */
  readonly wantedRow: Promise<void>;
  readonly #former = { load: loader._extensions['.js'], require: loader._load };
  readonly #numbers: Record<string, number> = {};
  #startedAt: number | undefined;
  #bytes = 0;

  /**
   * @param folder the extension's, without links
   * @param isWanted tells the row that is waited for
   */
  constructor(
    private readonly folder: string,
    isWanted: (row: vscode.TreeItem) => boolean,
  ) {
    this.#watchLoads();
    this.wantedRow = new Promise((resolve) => {
      this.#watchRows((row) => {
        this.#numbers['firstRowMilliseconds'] ??= this.#elapsed();
        if (!isWanted(row)) return;
        this.#numbers['wantedRowMilliseconds'] ??= this.#elapsed();
        this.#numbers['kilobytesUntilThen'] ??= this.#bytes / 1000;
        resolve();
      });
    });
  }

  /** Ends the watch. @returns what it saw; times until a row count from the start of loading */
  stop(): Row {
    loader._extensions['.js'] = this.#former.load;
    loader._load = this.#former.require;
    return this.#numbers;
  }

  #elapsed(): number {
    this.#startedAt ??= performance.now();
    return performance.now() - this.#startedAt;
  }

  readonly #isOwn = (file: string): boolean => file.startsWith(this.folder);

  #watchLoads(): void {
    const watched = (module: Main, file: string, load: () => void): void => {
      const isMain = this.#startedAt === undefined;
      this.#elapsed();
      load();
      this.#bytes += statSync(file).size;
      if (!isMain) return;
      this.#numbers['loadMilliseconds'] = this.#elapsed();
      this.#watchActivate(module);
    };
    const isOwn = this.#isOwn;
    const { load } = this.#former;
    loader._extensions['.js'] = function (module, file) {
      if (isOwn(file)) watched(module, file, () => load.call(this, module, file));
      else load.call(this, module, file);
    };
  }

  /** Those that are measured do all of it before they return. */
  #watchActivate(main: Main): void {
    const { activate, ...others } = main.exports;
    const watched = (context: unknown): unknown => {
      const startedAt = performance.now();
      const result = activate?.(context);
      this.#numbers['activateMilliseconds'] = performance.now() - startedAt;
      this.#numbers['kilobytesLoaded'] = this.#bytes / 1000;
      return result;
    };
    main.exports = { ...others, activate: watched };
  }

  #watchRows(onRow: (row: vscode.TreeItem) => void): void {
    const isOwn = this.#isOwn;
    const { require } = this.#former;
    loader._load = function (name, parent, ...rest) {
      const loaded = require.call(this, name, parent, ...rest);
      return name === 'vscode' && isOwn(parent.filename)
        ? withWatchedRows(loaded as typeof vscode, onRow)
        : loaded;
    };
  }
}

/** The editor as the extension is given it, but for the trees that it makes. */
function withWatchedRows(
  editor: typeof vscode,
  onRow: (row: vscode.TreeItem) => void,
): typeof vscode {
  const createTreeView: typeof vscode.window.createTreeView = (id, options) => {
    const provider = options.treeDataProvider;
    const getTreeItem = provider.getTreeItem.bind(provider);
    provider.getTreeItem = (element) => {
      const row = getTreeItem(element);
      onRow(row as vscode.TreeItem);
      return row;
    };
    return editor.window.createTreeView(id, options);
  };
  const window = over(editor.window, { createTreeView });
  return over(editor, { window });
}

/** An object on top of another one, as much of the editor is found out when it is looked at. */
function over<T extends object>(below: T, own: Partial<T>): T {
  return Object.assign(Object.create(below) as T, own);
}
