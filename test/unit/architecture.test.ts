import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path';

interface Import {
  /** Path from `src`, such as `domo/client.ts`. */
  readonly from: string;
  /** The same form for files of the project; the bare name for packages. */
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const source = join(process.cwd(), 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const texts = new Map(files.map((file) => [file, readFileSync(join(source, file), 'utf8')]));
const imports = files.flatMap(importsOf);

/** The `import` lines, dynamic ones too; they may go over several lines. */
function importsOf(from: string): Import[] {
  const text = texts.get(from) ?? '';
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm,
  );
  const deferred = text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g);
  return [
    ...Array.from(statements, ([, type, name = '']) => ({ name, isTypeOnly: Boolean(type) })),
    ...Array.from(deferred, ([, name = '']) => ({ name, isTypeOnly: false })),
  ].map(({ name, isTypeOnly }) => ({ from, to: resolveImport(from, name), isTypeOnly }));
}

function resolveImport(from: string, name: string): string {
  // What is compiled to WebAssembly stands beside it as source.
  return name.startsWith('.')
    ? `${normalize(join(dirname(from), name.replace(/\.wasm$/, ''))).replaceAll('\\', '/')}.ts`
    : name;
}

/** The part of the program that a file belongs to, or `node:` or a package. */
function partOf(path: string): string {
  if (path.startsWith('node:')) return 'node:';
  return path.includes('/') || !path.endsWith('.ts') ? (path.split('/', 1)[0] ?? '') : path;
}

const cores = ['base', 'domo', 'connections', 'streams', 'executions', 'uploads', 'documents'];

/** What each part may import: cores never import `vscode`. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  base: ['base', 'node:'],
  domo: ['domo', 'base', 'undici', 'zod', 'node:'],
  connections: ['connections', 'domo', 'base'],
  streams: ['streams', 'connections', 'domo', 'base', 'cronstrue'],
  executions: ['executions', 'connections', 'domo', 'base'],
  uploads: ['uploads', 'domo', 'base', 'yauzl', 'node:'],
  documents: ['documents', 'connections', 'domo', 'base', 'jsonc-parser', 'node:'],
  integrations: ['integrations', 'uploads', 'domo', 'base', 'tinyglobby', 'node:'],
  sandbox: ['sandbox', 'base', 'node:'],
  manifest: ['manifest', ...cores],
  vscode: [...cores, 'integrations', 'manifest', 'vscode', 'node:', 'jsonc-parser'],
  webview: ['webview'],
  'extension.ts': [...cores, 'integrations', 'vscode', 'node:'],
};

/** The folder in `vscode` that a file is in. */
const featureOf = (path: string): string | undefined => /^vscode\/([^/]+)\//.exec(path)?.[1];
/** What every feature may import as a whole. */
const isForAll = (feature: string): boolean => ['shell', 'connections'].includes(feature);

const show = ({ from, to }: Import): string => `${from} imports ${to}`;

describe('the imports of src', () => {
  it('are found', () => {
    assert.ok(files.length > 80 && imports.length > 3 * files.length);
    const missing = imports.filter(({ to }) => to.endsWith('.ts') && !texts.has(to));
    assert.deepEqual(missing.map(show), []);
  });

  it('keep to what each part may import', () => {
    const wrong = imports.filter(
      ({ from, to }) => !(allowed[partOf(from)]?.includes(partOf(to)) ?? false),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it("name 'vscode' nowhere but in its folder and in the composition root", () => {
    const wrong = imports.filter(
      ({ from, to }) => to === 'vscode' && !['vscode', 'extension.ts'].includes(partOf(from)),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('keep the shell free of features', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        featureOf(from) === 'shell' && ![undefined, 'shell'].includes(featureOf(to)),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('reach another feature only through its public file', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [feature, target] = [featureOf(from), featureOf(to)];
      if (!feature || !target || feature === target || isForAll(target)) return false;
      return feature === 'connections' || to !== `vscode/${target}/${target}.ts`;
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('make no cycles, not even of types', () => {
    assert.deepEqual(findCycles(), []);
  });
});

describe('the files of src', () => {
  it('have no default exports and no barrels, and no any', () => {
    const patterns: Readonly<Record<string, RegExp>> = {
      'default export': /^export default\b/m,
      barrel: /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as \w+\s*)?from\b/m,
      any: /(?::\s*|<|as\s+|\|\s*)any\b(?!\w|')/,
    };
    const wrong = files.flatMap((file) => {
      const code = withoutComments(texts.get(file) ?? '');
      return Object.entries(patterns)
        .filter(([, pattern]) => pattern.test(code))
        .map(([what]) => `${file}: ${what}`);
    });
    assert.deepEqual(wrong, []);
  });
});

describe('The notices', () => {
  const file = join(process.cwd(), 'dist', 'notices.txt');

  it('have the licence of every package that is imported, and of what is in those', function () {
    if (!existsSync(file)) this.skip();
    const text = readFileSync(file, 'utf8');
    const packages = imports
      .filter(({ to, isTypeOnly }) => !isTypeOnly && !isBuiltin(to) && !to.endsWith('.ts'))
      .map(({ to }) => /^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to);
    const wanted = new Set(packages.filter((name) => name !== 'vscode'));
    assert.ok(wanted.size >= 5, [...wanted].join());
    for (const name of [...wanted, 'pend'])
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\n\\n`, 'm'), name);
    for (const part of ['undici 7[\\d.]+, lib/web/fetch', 'llhttp, in undici', 'AssemblyScript'])
      assert.match(text, new RegExp(`^${part}`, 'm'), part);
    assert.ok(text.split('-'.repeat(80)).every((notice) => /copyright/i.test(notice)));
  });
});

/** Cycles among the files, each shown once. */
function findCycles(): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports)
    if (texts.has(to)) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return cycles;
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
}
