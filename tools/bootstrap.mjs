// The way into every command on a fresh clone: installs what is missing, builds, runs the command.
// Usage: node tools/bootstrap.mjs <command> [arguments]. Only `node:` imports: nothing is
// installed yet. Its own output goes to stderr, as the sandbox promises one JSON line on stdout.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const buildStamp = join(root, 'out', '.built');
const commands = {
  start: 'out/tools/start/main.js',
  test: 'out/tools/test/main.js',
  package: 'out/tools/package/main.js',
  sandbox: 'dist/sandbox.js',
  bench: 'out/tools/bench/main.js',
  fuzz: 'out/tools/test/fuzz.js',
  pictures: 'out/tools/pictures/main.js',
  docs: 'out/tools/docs/main.js',
  texts: 'out/tools/texts/main.js',
};

const [command = '', ...rest] = process.argv.slice(2);
const script = Object.hasOwn(commands, command) ? commands[command] : undefined;
if (!script)
  fail(`Unknown command "${command}". Commands: ${Object.keys(commands).join(', ')}.`, 2);
const [major] = process.versions.node.split('.').map(Number);
if (major < 20) fail(`Node 20 or newer is needed; this is ${process.version}.`, 1);
process.chdir(root);
if (modulesAreStale()) install();
if (buildIsStale()) build();
if (!existsSync(script)) fail(`"${command}" has nothing to run: ${script} was not built.`, 1);
runToItsEnd(script, rest);

function fail(message, code) {
  console.error(message);
  // Whoever reads the last line of `npm test` shall find one, even without a build.
  if (command === 'test') console.log('0 passed, 1 failed');
  process.exit(code);
}

/** npm writes the hidden lock file last, so it is missing after an interrupted install. */
function modulesAreStale() {
  const installed = 'node_modules/.package-lock.json';
  return !existsSync(installed) || modified(installed) < modified('package-lock.json');
}

function install() {
  console.error('Installing npm packages…');
  // npm is a .cmd file on Windows, which only a shell starts.
  // No package needs its install script, and any of them could do harm.
  runOrFail('npm', ['ci', '--ignore-scripts'], process.platform === 'win32');
  // `npm ci` keeps an old date when the tree on disk already fitted.
  const now = new Date();
  utimesSync('node_modules/.package-lock.json', now, now);
}

/** A deleted source changes its folder's date, so folders count as well. */
function buildIsStale() {
  if (!existsSync(buildStamp) || !existsSync('dist/extension.js')) return true;
  const sources = ['src', 'test', 'tools'];
  const inputs = ['esbuild.mjs', 'package.json', 'package-lock.json', ...sources];
  for (const folder of sources)
    for (const entry of readdirSync(folder, { recursive: true })) inputs.push(join(folder, entry));
  const built = modified(buildStamp);
  return inputs.some((file) => modified(file) > built);
}

function build() {
  const started = new Date();
  // The tests tell whether package.json is up to date; other commands bring it up to date.
  const options = command === 'test' ? ['--check'] : [];
  runOrFail(process.execPath, ['esbuild.mjs', ...options], false);
  // Dated back to the start: a file saved during the build has to be built again.
  writeFileSync(buildStamp, '');
  utimesSync(buildStamp, started, started);
}

/** Zero for what vanished between being listed and being looked at. */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function runOrFail(program, args, shell) {
  // Descriptor 2 twice: stdout belongs to the command.
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 2, 2], shell });
  if (error) fail(`${program} could not be started: ${error.message}`, 1);
  if (status !== 0) fail(`"${[program, ...args].join(' ')}" failed; see above.`, status ?? 1);
}

function runToItsEnd(file, args) {
  const child = spawn(process.execPath, [file, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) followParent(child);
  child.on('error', (error) => fail(`${file} could not be started: ${error.message}`, 1));
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)),
  );
}

/** npm's shell dies of a signal without passing it on; nobody waits for the command after that. */
function followParent(child) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
}
