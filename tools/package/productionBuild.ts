import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../common/paths';
import { run } from '../common/processes';

/** Builds what is shipped, as it is shipped, in the place of the development build; the next command builds again. */
export async function buildForProduction(): Promise<void> {
  rmSync(join(repositoryRoot, 'out', '.built'), { force: true });
  await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: repositoryRoot });
}
