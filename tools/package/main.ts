// npm run package: the .vsix, checked for what is in it.
import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { auditBundled } from './audit';
import { repositoryRoot } from '../common/paths';
import { run, runMain } from '../common/processes';
import { buildForProduction } from './productionBuild';
import { listZip, type ZipEntry } from './zipListing';

const mainBundle = 'extension/dist/extension.js';
const mainBundleLimitBytes = 400 * 1024;
const packageLimitBytes = 750 * 1024;
const requiredFiles = [
  'extension.vsixmanifest',
  '[Content_Types].xml',
  'extension/package.json',
  'extension/readme.md',
  'extension/changelog.md',
  'extension/LICENSE.txt',
  'extension/SECURITY.md',
  'extension/package.nls.json',
  'extension/package.nls.ja.json',
  'extension/l10n/bundle.l10n.ja.json',
  'extension/dist/notices.txt',
  ...[
    'extension',
    'client',
    'engine',
    'fileWorker',
    'cron',
    'glob',
    'sandbox',
    'tools',
    'page',
    'web',
    ...readdirSync(join(repositoryRoot, 'src', 'uploads', 'formats', 'converters')).map(
      (file) => parse(file).name,
    ),
  ].map((name) => `extension/dist/${name}.js`),
];
const mediaFolder = 'extension/media/';

async function main(): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const file = join(repositoryRoot, `domo-streams-${version}.vsix`);
  await buildForProduction();
  const vsce = join('node_modules', '@vscode', 'vsce', 'vsce');
  // Without a repository in the manifest there is nothing to turn relative links into.
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await run(process.execPath, [vsce, 'package', ...flags, '--out', file], { cwd: repositoryRoot });
  const archive = readFileSync(file);
  const entries = listZip(archive);
  for (const { name, sizeBytes } of entries) console.log(`${kilobytes(sizeBytes)}  ${name}`);
  console.log(`${kilobytes(archive.length)}  ${file}`);
  const problems = findProblems(entries);
  if (archive.length >= packageLimitBytes)
    problems.push(`Too large: ${file}, the limit is ${kilobytes(packageLimitBytes).trim()}`);
  if (!process.argv.includes('--without-audit')) problems.push(...(await auditBundled()));
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

function findProblems(entries: readonly ZipEntry[]): string[] {
  const names = entries.map(({ name }) => name);
  const bundle = entries.find(({ name }) => name === mainBundle);
  return [
    ...requiredFiles.filter((name) => !names.includes(name)).map((name) => `Missing: ${name}`),
    ...names.filter((name) => !isExpected(name)).map((name) => `Does not belong: ${name}`),
    ...(bundle && bundle.sizeBytes >= mainBundleLimitBytes
      ? [`Too large: ${mainBundle}, the limit is ${kilobytes(mainBundleLimitBytes).trim()}`]
      : []),
  ];
}

/** The film of the README is shown where the README is read, and no part of the package. */
function isExpected(name: string): boolean {
  if (name.startsWith(`${mediaFolder}readme/`)) return false;
  return requiredFiles.includes(name) || name.startsWith(mediaFolder);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1).padStart(8)} KB`;
}

runMain(main);
