import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { writeSampleWorkspace } from '../../../src/sandbox/sampleWorkspace';
import { launchBrowser } from '../../../tools/vscode/browser';
import { repositoryRoot, temporaryDirectory } from '../../../tools/common/paths';
import { sandboxSettings, startSandbox, type Sandbox } from '../../../tools/start/sandboxProcess';
import { startHost, type Host } from '../../../tools/vscode/server';
import { variables } from '../../../tools/common/variables';
import { parseVersion, type VscodeVersion } from '../../../tools/vscode/vscodeBuilds';
import { themeClasses, themeNames, type Theme } from './themes';
import { Workbench } from './workbench';

export interface UiSessionOptions {
  /** By default the one in `DOMO_STREAMS_VSCODE_VERSION`, or else the newer. */
  readonly version?: VscodeVersion;
  /** A package to install; without one the extension is taken from the sources' build. */
  readonly vsix?: string;
  /** The folder of the extension as it is tested; by default the project's own. */
  readonly extension?: string;
  /** Folders of further extensions. */
  readonly otherExtensions?: readonly string[];
  /** For the sandbox, such as `['--streams', '500']`. */
  readonly sandboxArguments?: readonly string[];
  /** User settings, over those that have the sandbox's connection ready. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Makes files before VS Code starts. @returns settings that depend on the sandbox, over the others */
  readonly prepare?: (sandbox: Sandbox) => Readonly<Record<string, unknown>>;
  /** Whether the workspace has to be trusted first, and is not from the start. */
  readonly asksForTrust?: boolean;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface WorkbenchOptions {
  readonly theme?: Theme;
  readonly widthPixels?: number;
  readonly heightPixels?: number;
  /** The display language, such as `ja`; without its language pack the editor's own texts stay English. */
  readonly language?: string;
  /** 2 for pictures that stay sharp. */
  readonly pixelRatio?: number;
  /** User settings for this page, over the session's. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface SessionParts {
  readonly version: VscodeVersion;
  readonly browser: Browser;
  readonly sandbox: Sandbox;
  readonly workspace: string;
  readonly host: Host;
}

type Closers = (() => Promise<void> | void)[];

const actionTimeoutSeconds = 20;

/** A sandbox, a VS Code with the extension installed, a sample workspace and a browser. */
export class UiSession {
  readonly version: VscodeVersion;
  readonly sandbox: Sandbox;
  readonly workspace: string;
  readonly host: Host;
  readonly #browser: Browser;
  readonly #closers: Closers;

  private constructor(parts: SessionParts, closers: Closers) {
    this.version = parts.version;
    this.sandbox = parts.sandbox;
    this.workspace = parts.workspace;
    this.host = parts.host;
    this.#browser = parts.browser;
    this.#closers = closers;
  }

  /** Takes several seconds, and on the first run installs: once per test file. */
  static async start(options: UiSessionOptions = {}): Promise<UiSession> {
    const closers: Closers = [];
    try {
      return new UiSession(await startParts(options, closers), closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  /** Opens a page with a profile that has never seen VS Code. */
  async openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
    const theme = options.theme ?? 'dark';
    this.host.writeSettings({
      'workbench.colorTheme': themeNames[this.version][theme],
      ...options.settings,
    });
    const workbench = await this.openPage(this.host.url, options);
    await workbench.waitUntilReady(themeClasses[theme]);
    return workbench;
  }

  /** Opens any page with a VS Code in it, and waits until it can be used. */
  async openPage(url: string, options: WorkbenchOptions = {}): Promise<Workbench> {
    const context = await this.#browser.newContext({
      viewport: { width: options.widthPixels ?? 1280, height: options.heightPixels ?? 800 },
      deviceScaleFactor: options.pixelRatio ?? 1,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(actionTimeoutSeconds * 1000);
    const { language } = options;
    // Where the page of a language pack would leave it.
    if (language !== undefined)
      await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
    const workbench = new Workbench(await context.newPage());
    await workbench.page.goto(url);
    await workbench.activityBarItem('Explorer').waitFor();
    return workbench;
  }

  async close(): Promise<void> {
    await closeAll(this.#closers);
  }
}

async function startParts(options: UiSessionOptions, closers: Closers): Promise<SessionParts> {
  const version = options.version ?? parseVersion(process.env[variables.version]);
  const browser = await launchBrowser();
  closers.push(() => browser.close());
  const sandbox = await startSandbox(options.sandboxArguments);
  closers.push(() => sandbox.close());
  const folder = temporaryDirectory('ui');
  closers.push(() => folder.remove());
  const workspace = join(folder.path, 'sample-workspace');
  await writeSampleWorkspace(workspace);
  const prepared = options.prepare?.(sandbox);
  const host = await startHost({
    version,
    workspace,
    ...(options.vsix !== undefined && { vsix: options.vsix }),
    linkedExtensions: [
      ...(options.vsix === undefined ? [options.extension ?? repositoryRoot] : []),
      ...(options.otherExtensions ?? []),
    ],
    settings: { ...sandboxSettings, ...options.settings, ...prepared },
    asksForTrust: options.asksForTrust ?? false,
    env: { ...sandbox.env, ...options.env },
  });
  closers.push(() => host.close());
  return { version, browser, sandbox, workspace, host };
}

/** Last in, first out: the server goes before the folder that it has open. */
async function closeAll(closers: Closers): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
}
