import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the tests of a block. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file and returns its path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
}

/** Makes a folder before the tests of a block, and removes it after them. */
export function withTemporaryFolder(): () => TemporaryFolder {
  let folder: TemporaryFolder | undefined;
  before(async () => {
    const path = await mkdtemp(join(tmpdir(), 'domo-streams-test-'));
    const write = async (name: string, content: string | Uint8Array): Promise<string> => {
      await writeFile(join(path, name), content);
      return join(path, name);
    };
    folder = { path, write };
  });
  after(() => folder && rm(folder.path, { recursive: true }));
  return () => {
    assert.ok(folder);
    return folder;
  };
}
