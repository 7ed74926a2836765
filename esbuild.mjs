// Builds every bundle of the project, and the generated parts of package.json.
// Usage: node esbuild.mjs [--production] [--watch] [--check]
// --check leaves package.json as it is, so that a test can tell whether it is up to date.
import asc from 'assemblyscript/asc';
import { build, context } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const check = process.argv.includes('--check');

const converters = 'src/uploads/formats/converters';

/**
 * The shipped bundles, by name. `extension` stays light: it takes the others with a dynamic
 * `import()` where they are first needed.
 */
const shippedEntries = {
  extension: 'src/extension.ts',
  client: 'src/domo/client.ts',
  engine: 'src/uploads/engine.ts',
  fileWorker: 'src/uploads/send/fileWorker.ts',
  cron: 'src/streams/cron.ts',
  glob: 'src/integrations/glob.ts',
  tools: 'src/integrations/toolAnswers.ts',
  sandbox: 'src/sandbox/main.ts',
  // Each is loaded when a file needs it.
  ...Object.fromEntries(
    readdirSync(join(root, converters)).map((file) => [parse(file).name, `${converters}/${file}`]),
  ),
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The ES form of a package first: UMD forms hide their requires from the bundler.
  mainFields: ['module', 'main'],
  // Some ask for it to make a `require` of their own.
  define: { 'import.meta.url': '__filename' },
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

/**
 * Leaves out the parts of undici that nothing here uses, such as fetch, mocks and caches: its index takes
 * all of them, and loading them would take longer than loading what is used.
 */
const unusedParts = {
  name: 'unused-parts',
  setup(build) {
    build.onResolve({ filter: /^\.\/lib\/(cache|interceptor|mock|web)\// }, ({ path, importer }) =>
      /[\\/]undici[\\/]index\.js$/.test(importer) ? { path, namespace: 'unused-parts' } : undefined,
    );
    // The index makes one of these itself.
    const contents = 'exports.CacheStorage = class {};';
    build.onLoad({ filter: /./, namespace: 'unused-parts' }, () => ({ contents }));
  },
};

/** Compiles the record scanner, once per build; its module is put into the bundle as bytes. */
const recordScanner = {
  name: 'record-scanner',
  setup(build) {
    build.onResolve({ filter: /\/scan\.wasm$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(/wasm$/, 'ts')),
      namespace: 'record-scanner',
    }));
    build.onLoad({ filter: /./, namespace: 'record-scanner' }, async ({ path }) => ({
      contents: await compileScanner(path),
      loader: 'binary',
      watchFiles: [path],
    }));
  },
};

async function compileScanner(path) {
  const folder = mkdtempSync(join(tmpdir(), 'domo-streams-build-'));
  const outFile = join(folder, 'scan.wasm');
  const memory = ['--runtime', 'stub', '--initialMemory', '80', '--maximumMemory', '80'];
  const flags = ['-O3', '--noAssert', '--enable', 'simd', ...memory, '--outFile', outFile];
  try {
    const { error, stderr } = await asc.main([path, ...flags, '--baseDir', '/']);
    if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is in the bundles beside whole packages: the file with its licence, by its name. */
const embedded = {
  'AssemblyScript, the library in the record scanner': 'node_modules/assemblyscript/LICENSE',
  'llhttp, in undici': 'notices/llhttp.txt',
};

/** The licences of all that is bundled, which ask to go along with it. */
const notices = {
  name: 'notices',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onEnd(({ metafile }) => {
      const inputs = Object.keys(metafile?.inputs ?? {});
      const files = inputs.filter((path) => path.startsWith('node_modules/')).flatMap(licencesOf);
      const texts = [...new Set(files)].sort().map(noticeOf);
      for (const [name, file] of Object.entries(embedded)) texts.push(notice(name, file));
      writeFileSync(join(root, 'dist', 'notices.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
    });
  },
};

/** The licences for a bundled file: that of its package, and those of folders in it that came from elsewhere. */
function licencesOf(path) {
  const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
  const top = `node_modules/${name}`;
  const found = [];
  // esbuild writes paths with slashes on every system.
  for (let folder = posix.dirname(path); folder.startsWith(top); folder = posix.dirname(folder)) {
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file) found.push(`${folder}/${file}`);
    else if (folder === top) throw new Error(`${name} is bundled and has no license file.`);
  }
  if (found.length === 0) throw new Error(`No license was found for ${path}.`);
  return found;
}

function noticeOf(file) {
  const [, name, inner] = /^node_modules.((?:@[^/\\]+.)?[^/\\]+).(.*)$/.exec(file);
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  const part = dirname(inner) === '.' ? '' : `, ${dirname(inner)}`;
  return notice(`${name} ${JSON.parse(manifest).version}${part}`, file);
}

function notice(title, file) {
  return `${title}\n\n${readFileSync(join(root, file), 'utf8').trim()}\n`;
}

/**
 * What a bundle takes for its globals: it reads those of Node through them, and what it sets is its own. Other
 * extensions run in the same process, and undici would become the agent of their `fetch`.
 */
const ownGlobals = '"use strict";const ownGlobals=Object.create(globalThis);';

const shipped = {
  ...common,
  define: { ...common.define, globalThis: 'ownGlobals' },
  banner: { js: ownGlobals },
  entryPoints: Object.entries(shippedEntries).map(([out, entry]) => ({ out, in: entry })),
  outdir: 'dist',
  external: ['vscode'],
  plugins: [separateBundles, unusedParts, recordScanner, notices],
  minify: production,
  sourcemap: production ? false : 'linked',
};

/** What runs in the extension's own pages, which are shown in a browser. */
const pages = {
  ...common,
  entryPoints: [{ out: 'page', in: 'src/webview/page.ts' }],
  outdir: 'dist',
  platform: 'browser',
  format: 'iife',
  target: 'es2023',
  minify: production,
  sourcemap: false,
};

/** What runs in place of the extension where VS Code has no Node. */
const webOnly = {
  ...common,
  entryPoints: [{ out: 'web', in: 'src/vscode/web/extension.ts' }],
  outdir: 'dist',
  platform: 'browser',
  external: ['vscode'],
  minify: production,
  sourcemap: false,
};

/** Writes the parts of package.json that follow from the tables in `src/manifest`. */
const manifest = {
  name: 'manifest',
  setup(build) {
    build.onEnd(({ errors }) => {
      if (check || errors.length > 0) return;
      execFileSync(process.execPath, ['out/tools/manifest/main.js'], {
        cwd: root,
        stdio: 'inherit',
      });
    });
  },
};

/** Tests, benchmarks and the scripts behind `npm start` and the like: one output per file. */
const development = {
  ...common,
  entryPoints: ['test', 'tools'].flatMap((folder) => filesBelow(join(root, folder), /\.ts$/)),
  outbase: '.',
  outdir: 'out',
  packages: 'external',
  plugins: [recordScanner, manifest],
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
  for (const options of [shipped, pages, webOnly, development])
    await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  for (const folder of production ? ['dist'] : ['dist', 'out'])
    rmSync(join(root, folder), { recursive: true, force: true });
  await Promise.all(
    [shipped, pages, webOnly, ...(production ? [] : [development])].map((options) =>
      build(options),
    ),
  );
}
