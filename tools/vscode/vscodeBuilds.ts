import { CommandError } from '../common/commandError';

/** The versions under test: a recent one, and the oldest that the manifest promises. */
export type VscodeVersion = '1.139' | '1.100';

export interface VscodeBuild {
  /** The full version number, as the desktop downloads have it. */
  readonly full: string;
  /** VS Code built as a server: web workbench, ordinary Node extension host. */
  readonly serverPackage: string;
  /** The Node major version that the server is made for. */
  readonly nodeMajor: number;
}

export const vscodeBuilds: Readonly<Record<VscodeVersion, VscodeBuild>> = {
  '1.139': { full: '1.139.1', serverPackage: 'code-server@4.139.1', nodeMajor: 24 },
  '1.100': { full: '1.100.3', serverPackage: 'code-server@4.100.3', nodeMajor: 20 },
};

export const defaultVersion: VscodeVersion = '1.139';

/** Reads a version that somebody typed; `1.139.1` is taken for `1.139`. */
export function parseVersion(text: string | undefined): VscodeVersion {
  if (!text) return defaultVersion;
  const known = Object.keys(vscodeBuilds) as VscodeVersion[];
  const found = known.find((version) => text === version || text.startsWith(`${version}.`));
  if (!found) throw new CommandError(`VS Code "${text}" is not one of ${known.join(', ')}.`);
  return found;
}
