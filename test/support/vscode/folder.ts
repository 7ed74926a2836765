import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the tests of a block. */
export function withFolder(): () => string {
  let folder: string | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'domo streams ☕ '));
  });
  after(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  return () => {
    assert.ok(folder);
    return folder;
  };
}
