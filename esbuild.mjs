// Builds every bundle of the project. Usage: node esbuild.mjs [--production] [--watch]
import { build, context } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/**
 * The shipped bundles, by name. `extension` stays light: it takes the others with a dynamic
 * `import()` where they are first needed.
 */
const shippedEntries = {
  extension: 'src/extension.ts',
  client: 'src/domo/client.ts',
  uploader: 'src/upload/uploader.ts',
  sandbox: 'src/sandbox/main.ts',
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The ES form of a package first: UMD forms hide their requires from the bundler.
  mainFields: ['module', 'main'],
  // A dynamic import becomes a deferred require(), which every extension host understands.
  supported: { 'dynamic-import': false },
  logLevel: 'warning',
};

/** Leaves the other shipped bundles outside the one at hand, as `./<name>.js` beside it. */
const separateBundles = {
  name: 'separate-bundles',
  setup(build) {
    const byFile = new Map(
      Object.entries(shippedEntries).map(([name, entry]) => [resolve(root, entry), name]),
    );
    build.onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
      const name = byFile.get(resolve(resolveDir, `${path}.ts`));
      return kind === 'dynamic-import' && name
        ? { path: `./${name}.js`, external: true }
        : undefined;
    });
  },
};

const shipped = {
  ...common,
  entryPoints: Object.entries(shippedEntries).map(([out, entry]) => ({ out, in: entry })),
  outdir: 'dist',
  external: ['vscode'],
  plugins: [separateBundles],
  minify: production,
  sourcemap: production ? false : 'linked',
};

/** Tests, benchmarks and the scripts behind `npm start` and the like: one output per file. */
const development = {
  ...common,
  entryPoints: filesBelow(join(root, 'test'), /\.ts$/),
  outbase: '.',
  outdir: 'out',
  packages: 'external',
  external: ['vscode'],
  sourcemap: 'linked',
};

function filesBelow(directory, pattern) {
  return readdirSync(directory, { recursive: true })
    .filter((file) => pattern.test(file))
    .map((file) => join(directory, file));
}

if (watch) {
  // The level at which esbuild tells when a build starts and ends, which the watch task waits for.
  for (const options of [shipped, development])
    await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  for (const folder of production ? ['dist'] : ['dist', 'out'])
    rmSync(join(root, folder), { recursive: true, force: true });
  await Promise.all(
    (production ? [shipped] : [shipped, development]).map((options) => build(options)),
  );
}
