import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageUrl } from './pageUrl';
import { temporaryDirectory } from './paths';
import { run } from './processes';
import { installServer, type ServerInstall } from './serverInstall';
import { cleanEnvironment, startServerProcess } from './serverProcess';
import { defaultVersion, type VscodeVersion } from './vscodeBuilds';

export interface HostOptions {
  readonly version?: VscodeVersion;
  readonly workspace: string;
  /** Loads this extension from its folder in every page. */
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
  /** Installs this package before the start. */
  readonly vsix?: string;
  /** User settings, over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** A free one by default. */
  readonly port?: number;
}

/** A running VS Code server. */
export interface Host {
  /** The page to open, with the workspace and the extension under development. */
  readonly url: string;
  readonly serverDataDirectory: string;
  /** The whole log so far. */
  log(): string;
  /** Resolves when the server ends by itself. */
  readonly ended: Promise<unknown>;
  /** Over the settings given at the start; takes effect in the next page at the latest. */
  writeSettings(settings: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

/** Nothing that opens by itself, moves the layout or calls home. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'files.autoSave': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
};

/** Starts VS Code's server on loopback and waits until it can be opened. */
export async function startHost(options: HostOptions): Promise<Host> {
  const install = await installServer(options.version ?? defaultVersion);
  const directory = temporaryDirectory('server');
  const serverDataDirectory = directory.path;
  const base = { ...quietSettings, ...options.settings };
  const writeSettings = (settings: Readonly<Record<string, unknown>>): void =>
    writeUserSettings(serverDataDirectory, { ...base, ...settings });
  writeSettings({});
  try {
    if (options.vsix) await installExtension(install, serverDataDirectory, options.vsix);
    const server = await startServerProcess(
      install,
      serverDataDirectory,
      options.port ?? 0,
      options.env ?? {},
    );
    return {
      url: pageUrl(`http://127.0.0.1:${server.port}/`, options),
      serverDataDirectory,
      log: () => server.log(),
      ended: server.group.ended,
      writeSettings,
      close: async () => {
        await server.group.stop();
        directory.remove();
      },
    };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

function writeUserSettings(serverDataDirectory: string, settings: object): void {
  const folder = join(serverDataDirectory, 'data', 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

async function installExtension(
  install: ServerInstall,
  serverDataDirectory: string,
  vsix: string,
): Promise<void> {
  const flags = ['--server-data-dir', serverDataDirectory, '--accept-server-license-terms'];
  await run(install.node, [install.main, ...flags, '--install-extension', vsix], {
    env: cleanEnvironment(),
  });
}
