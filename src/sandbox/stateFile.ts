import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { renameFile } from '../base/files';
import type { ExecutionsState } from './executionStore';
import { isJsonObject, messageOf } from './json';
import type { StreamsState } from './streamStore';

/** What is kept between starts, beside parts and DataSets. */
export interface SandboxState {
  readonly version: 1;
  /** Epoch seconds from which the times of sample executions count back. */
  readonly anchorSeconds: number;
  readonly streams: StreamsState;
  readonly executions: readonly ExecutionsState[];
}

/** Keeps the state in one JSON file, always whole: written beside it, then renamed. */
export class StateFile {
  readonly #path: string;
  readonly #collect: () => SandboxState;
  #writing: Promise<void> | undefined;
  #again = false;
  #failure: unknown;

  constructor(path: string, collect: () => SandboxState) {
    this.#path = path;
    this.#collect = collect;
  }

  /** Writes the state soon; changes that come while it is written make one more write. */
  schedule(): void {
    this.#again = true;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all changes are on disk; rejects where the last write failed. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined)
      throw new Error(`The state can't be written to ${this.#path}: ${messageOf(this.#failure)}`);
  }

  async #writeAll(): Promise<void> {
    while (this.#again) {
      // One request makes several changes in a row; they go into one write.
      await setImmediate();
      this.#again = false;
      try {
        const temporary = `${this.#path}.new`;
        await writeFile(temporary, JSON.stringify(this.#collect()));
        await renameFile(temporary, this.#path);
        this.#failure = undefined;
      } catch (error) {
        this.#failure = error;
      }
    }
    this.#writing = undefined;
  }
}

/**
 * Reads the state; undefined where there is none yet. Throws where the file is damaged: a fresh start
 * would overwrite what may still be saved by hand.
 */
export function readState(path: string): SandboxState | undefined {
  if (!existsSync(path)) return undefined;
  const state = parseState(path);
  if (isState(state)) return state;
  throw new Error(`The sandbox's state file ${path} is damaged: its content is not a state.`);
}

function parseState(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = messageOf(error);
    throw new Error(`The sandbox's state file ${path} is damaged: ${reason}`, { cause: error });
  }
}

/** The outline is enough: the file is written by the sandbox alone, and always whole. */
function isState(value: unknown): value is SandboxState {
  if (!isJsonObject(value) || value['version'] !== 1) return false;
  const { anchorSeconds, streams, executions } = value;
  return (
    typeof anchorSeconds === 'number' &&
    isJsonObject(streams) &&
    typeof streams['nextId'] === 'number' &&
    Array.isArray(streams['deleted']) &&
    Array.isArray(streams['changed']) &&
    Array.isArray(executions)
  );
}
