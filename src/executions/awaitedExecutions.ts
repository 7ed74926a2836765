import { readIfThere, writeWhole } from '../base/files';
import { parseJson, stringifyJson } from '../base/jsonText';
import { isJsonObject, type JsonValue } from '../base/json';
import { KeyedQueue } from '../base/keyedQueue';
import type { ExecutionIds } from '../connections/ids';

/** The executions at whose end a person is notified, in a file: a browser may lose what VS Code keeps. */
export class AwaitedExecutions {
  readonly #writes = new KeyedQueue();

  constructor(private readonly path: string) {}

  /** What was written last; nothing if that can't be read. @throws if the file can't be opened */
  async read(): Promise<ExecutionIds[]> {
    const text = await readIfThere(this.path);
    if (text === undefined) return [];
    try {
      const list = parseJson(text);
      return Array.isArray(list) ? list.flatMap(idsOf) : [];
    } catch {
      // It was cut off; what it said is lost.
      return [];
    }
  }

  write(awaited: readonly ExecutionIds[]): Promise<void> {
    const list = awaited.map((ids) => ({ ...ids }));
    return this.#writes.run(this.path, () => writeWhole(this.path, stringifyJson(list)));
  }
}

function idsOf(value: JsonValue): ExecutionIds[] {
  if (!isJsonObject(value)) return [];
  const { connectionId, streamId, executionId } = value;
  return typeof connectionId === 'string' &&
    typeof streamId === 'number' &&
    typeof executionId === 'number'
    ? [{ connectionId, streamId, executionId }]
    : [];
}
