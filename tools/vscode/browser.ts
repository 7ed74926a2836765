import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { CommandError } from '../common/commandError';
import { installOnDebian, mayInstallOnDebian } from '../common/debian';
import { temporaryDirectory } from '../common/paths';

/** Chromium, and fonts that cover what tests and screenshots show. */
const debianPackages = [
  'chromium',
  'fonts-dejavu-core',
  'fonts-noto-core',
  'fonts-noto-color-emoji',
];

const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
  ],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: ['C:\\Program Files', 'C:\\Program Files (x86)'].flatMap((folder) => [
    `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
    `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ]),
};

/** Starts a headless browser, installing one where this process may. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findBrowser(),
    // A browser that is killed leaves folders behind.
    env: { ...process.env, TMPDIR: temporaryDirectory('browser').path },
    // Root has no sandbox to put the browser in.
    chromiumSandbox: process.platform !== 'linux' || process.getuid?.() !== 0,
    args: [
      ...['--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--no-first-run'],
    ],
  });
}

/** The browser's executable; `DOMO_STREAMS_BROWSER` names another. */
export async function findBrowser(): Promise<string> {
  const present = presentBrowser();
  if (present) return present;
  if (!mayInstallOnDebian()) throw new CommandError(whatToInstall());
  await installOnDebian(debianPackages);
  const installed = presentBrowser();
  if (!installed) throw new CommandError(whatToInstall());
  return installed;
}

function presentBrowser(): string | undefined {
  const chosen = process.env['DOMO_STREAMS_BROWSER'];
  if (chosen) return chosen;
  const places = [...(usualPlaces[process.platform] ?? []), chromium.executablePath()];
  return places.find((place) => existsSync(place));
}

function whatToInstall(): string {
  return [
    'No Chromium, Chrome or Edge was found. Install one:',
    `  Debian:     apt-get install ${debianPackages.join(' ')}`,
    '  elsewhere:  npx playwright-core install --with-deps chromium',
    'or name its executable in DOMO_STREAMS_BROWSER.',
  ].join('\n');
}
