import { randomBytes } from 'node:crypto';
import { parseFaultRules, type FaultRule } from './faultRules';
import { isJsonObject } from './json';
import { maximumSyntheticStreams } from './synthetic';

/** Which of the two families of upload and list routes exist. */
export type RouteFamily = 'both' | 'specification' | 'live';

/** Under which name a PUT of a stream takes the configuration; the other name is ignored. */
export type ConfigurationKey = 'both' | 'streamConfiguration' | 'configuration';

/** How a sandbox is started. Everything has a default. */
export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** What `X-DOMO-Developer-Token` has to be. Default: random. */
  readonly token?: string;
  /** How many generated streams come after the samples, up to 100,000. Default 0. */
  readonly streams?: number;
  /** Folder that keeps everything between starts. Default: a temporary one, removed at close. */
  readonly data?: string;
  /** Scripted faults. Default: none. */
  readonly faults?: readonly FaultRule[];
  /** List rows without names, settings and executions, as some instances give them. */
  readonly sparse?: boolean;
  /** Default `both`. */
  readonly routes?: RouteFamily;
  /** Default `both`. */
  readonly configurationKey?: ConfigurationKey;
  /** New executions have no `uploadId`; `dataId` is then their `executionId`. */
  readonly nullUploadId?: boolean;
  /** A new execution does not end the one before it, so that a stream can have many active ones. */
  readonly severalActive?: boolean;
  /** How long an execution stays ACTIVE after its commit. Default 300. */
  readonly loadMilliseconds?: number;
  /** How long a connector's run takes. Default 4000. */
  readonly connectorRunMilliseconds?: number;
}

/** The options with their defaults; faults and folder are handled where the sandbox starts. */
export type Settings = Required<Omit<SandboxOptions, 'data' | 'faults'>>;

/** Fills in the defaults. */
export function settingsOf(options: SandboxOptions): Settings {
  return {
    port: options.port ?? 0,
    token: options.token ?? randomBytes(24).toString('hex'),
    streams: options.streams ?? 0,
    sparse: options.sparse ?? false,
    routes: options.routes ?? 'both',
    configurationKey: options.configurationKey ?? 'both',
    nullUploadId: options.nullUploadId ?? false,
    severalActive: options.severalActive ?? false,
    loadMilliseconds: options.loadMilliseconds ?? 300,
    connectorRunMilliseconds: options.connectorRunMilliseconds ?? 4000,
  };
}

/** Checks options that come from outside. Throws an `Error` that names the option and what it must be. */
export function parseOptions(value: unknown): SandboxOptions {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw new Error('The options must be an object.');
  const options: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const check = checks[name as keyof SandboxOptions];
    // `in` would find inherited names too, such as `toString`.
    if (!Object.hasOwn(checks, name)) throw new Error(`Unknown option: ${name}.`);
    if (given === undefined) continue;
    options[name] = check(name, given);
  }
  return options;
}

const checks: Record<keyof SandboxOptions, (name: string, value: unknown) => unknown> = {
  port: wholeNumber(65_535),
  token: text,
  streams: wholeNumber(maximumSyntheticStreams),
  data: text,
  faults: (_name, value) => parseFaultRules(value),
  sparse: flag,
  routes: oneOf(['both', 'specification', 'live']),
  configurationKey: oneOf(['both', 'streamConfiguration', 'configuration']),
  nullUploadId: flag,
  severalActive: flag,
  loadMilliseconds: wholeNumber(3_600_000),
  connectorRunMilliseconds: wholeNumber(3_600_000),
};

function wholeNumber(maximum: number): (name: string, value: unknown) => number {
  return (name, value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maximum)
      return value;
    throw new Error(`${name} must be a whole number from 0 to ${maximum}.`);
  };
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new Error(`${name} must be a text that is not empty.`);
}

function flag(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new Error(`${name} must be true or false.`);
}

function oneOf(choices: readonly string[]): (name: string, value: unknown) => string {
  return (name, value) => {
    if (typeof value === 'string' && choices.includes(value)) return value;
    throw new Error(`${name} must be one of: ${choices.join(', ')}.`);
  };
}
