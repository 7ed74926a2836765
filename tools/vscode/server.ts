import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pageUrl } from './pageUrl';
import { temporaryDirectory } from '../common/paths';
import { runQuietly } from '../common/processes';
import { installServer, type ServerInstall } from './serverInstall';
import { cleanEnvironment, startServerProcess } from './serverProcess';
import { writeUserSettings } from './userSettings';
import { defaultVersion, type VscodeVersion } from './vscodeBuilds';

export interface HostOptions {
  readonly version?: VscodeVersion;
  readonly workspace: string;
  /** Loads this extension from its folder in every page. */
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
  /** Installs this package before the start. */
  readonly vsix?: string;
  /** Has the extensions in these folders installed, by links: a rebuild shows after a page reload. */
  readonly linkedExtensions?: readonly string[];
  /** User settings, over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the workspace has to be trusted first. */
  readonly asksForTrust?: boolean;
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

/** Starts VS Code's server on loopback and waits until it can be opened. */
export async function startHost(options: HostOptions): Promise<Host> {
  const install = await installServer(options.version ?? defaultVersion);
  const directory = temporaryDirectory('server');
  const serverDataDirectory = directory.path;
  const writeSettings = (settings: Readonly<Record<string, unknown>>): void =>
    writeUserSettings(join(serverDataDirectory, 'data'), { ...options.settings, ...settings });
  writeSettings({});
  try {
    for (const folder of options.linkedExtensions ?? []) linkExtension(serverDataDirectory, folder);
    if (options.vsix) await installExtension(install, serverDataDirectory, options.vsix);
    const server = await startServerProcess(install, {
      dataDirectory: serverDataDirectory,
      port: options.port ?? 0,
      env: options.env ?? {},
      development: options.extensionDevelopmentPath !== undefined,
      asksForTrust: options.asksForTrust ?? false,
    });
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

/** The server takes every folder in here for an installed extension on its first start. */
function linkExtension(serverDataDirectory: string, extension: string): void {
  const { publisher, name, version } = JSON.parse(
    readFileSync(join(extension, 'package.json'), 'utf8'),
  ) as Readonly<Record<'publisher' | 'name' | 'version', string>>;
  const folder = join(serverDataDirectory, 'extensions');
  mkdirSync(folder, { recursive: true });
  // A junction, as Windows lets only administrators make other links.
  symlinkSync(extension, join(folder, `${publisher}.${name}-${version}`), 'junction');
}

async function installExtension(
  install: ServerInstall,
  serverDataDirectory: string,
  vsix: string,
): Promise<void> {
  const flags = ['--server-data-dir', serverDataDirectory, '--accept-server-license-terms'];
  // Its output is mostly about the native modules that it does without.
  await runQuietly(install.node, [install.main, ...flags, '--install-extension', vsix], {
    env: cleanEnvironment(),
  });
}
