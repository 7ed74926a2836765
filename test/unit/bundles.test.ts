import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

describe('The built extension', () => {
  const bundle = join(process.cwd(), 'dist', 'extension.js');

  it('loads nothing but Node and the editor before it is needed', function () {
    if (!existsSync(bundle)) this.skip();
    const loaded = execFileSync(process.execPath, ['-e', loadAndList, bundle], {
      encoding: 'utf8',
    });
    const names = JSON.parse(loaded) as string[];
    assert.ok(names.includes('vscode'));
    const others = names.filter((name) => name !== 'vscode' && !isBuiltin(name));
    assert.deepEqual(others, []);
  });

  it('leaves client, engine, converters and schemas to bundles of their own', function () {
    if (!existsSync(bundle)) this.skip();
    const code = readFileSync(bundle, 'utf8');
    for (const name of ['client', 'engine'])
      assert.ok(code.includes(`require("./${name}.js")`), name);
    const converters = ['formats/converters/', 'node_modules/yauzl'];
    for (const trace of [
      'node_modules/undici',
      'UND_ERR_',
      'node_modules/zod',
      '_zod',
      ...converters,
    ])
      assert.ok(!code.includes(trace), `${trace} is in the bundle`);
  });
});

describe('Each bundle', () => {
  const folder = join(process.cwd(), 'dist');
  const bundles = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith('.js') && !/^(page|web)\./.test(file))
    : [];

  for (const bundle of bundles)
    it(`leaves the globals as they are: ${bundle}`, () => {
      const code = readFileSync(join(folder, bundle), 'utf8');
      const [, ...others] = code.split('globalThis');
      assert.equal(others.length, 1, 'globalThis is used outside of the banner');
      const changed = execFileSync(process.execPath, ['-e', loadAndCompare, join(folder, bundle)], {
        encoding: 'utf8',
      });
      assert.equal(changed, '[]');
    });
});

/** Run in a process of its own: loads a file beside a stand-in for the editor, and lists what it loads. */
const loadAndList = `
const Module = require('node:module');
const stand = new Proxy(function () {}, {
  get: (target, key) => (key === 'prototype' ? target.prototype : stand),
});
const names = [];
const load = Module._load;
Module._load = function (name, ...rest) {
  if (name !== process.argv[1]) names.push(name);
  return name === 'vscode' ? stand : load.call(this, name, ...rest);
};
require(process.argv[1]);
process.stdout.write(JSON.stringify([...new Set(names)]));
`;

/** Run in a process of its own: loads a file, and lists the globals that it has added. */
const loadAndCompare = `
const Module = require('node:module');
const stand = new Proxy(function () {}, {
  get: (target, key) => (key === 'prototype' ? target.prototype : stand),
});
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? stand : load.call(Module, name, ...rest));
const before = new Set(Reflect.ownKeys(globalThis));
try {
  require(process.argv[1]);
} catch {
  // A worker's bundle ends without what it is given; its packages are loaded by then.
}
const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
process.stdout.write(JSON.stringify(added.map(String)), () => process.exit(0));
`;
