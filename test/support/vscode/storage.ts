import type { Context } from 'mocha';
import { dirname, join } from 'node:path';

const extensionId = 'streams-for-domo.domo-streams';

/**
 * Where the extension keeps its files. The server build keeps the window's data next to its temporary folder;
 * elsewhere the place is unknown to tests, and the test is skipped.
 */
export function storageFolder(test: Context, kind: 'globalStorage' | 'workspaceStorage'): string {
  const temporary = process.env['TMPDIR'] ?? '';
  if (!temporary.includes('domo-streams-server')) test.skip();
  const folder = join(dirname(temporary), 'data', 'User', kind);
  return kind === 'globalStorage' ? join(folder, extensionId) : folder;
}
