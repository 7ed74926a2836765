import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/base/json';
import { commands } from '../../src/manifest/commands';
import { CommandError } from '../common/commandError';
import { commandExplanations } from './commandExplanations';
import { repositoryRoot } from '../common/paths';

interface Setting {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly markdownDescription: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

type Localize = (key: string) => string;

export const tableNames = ['commands', 'calls', 'settings'] as const;

export type TableName = (typeof tableNames)[number];

/** Where each generated table is. */
export const tableFiles: Readonly<Record<TableName, string>> = {
  commands: 'docs/automation.md',
  calls: 'docs/automation.md',
  settings: 'docs/settings.md',
};

/** The tables that are generated from the manifest. */
export function docsTables(): Readonly<Record<TableName, string>> {
  const manifest = readJson('package.json') as Manifest;
  const texts = readJson('package.nls.json') as Readonly<Record<string, string>>;
  const localize: Localize = (key) => texts[key.slice(1, -1)] ?? key;
  const { commands, configuration } = manifest.contributes;
  const titles = commands.map(({ command, title }) => [command, localize(title)] as const);
  return {
    commands: commandTable(new Map(titles)),
    calls: callTable(),
    settings: settingTable(configuration.properties, localize),
  };
}

/**
 * The text of a file with its table up to date.
 * @throws CommandError if the file has no place for the table
 */
export function withTable(text: string, name: TableName): string {
  const place = new RegExp(`(<!-- ${name}[^\n]*-->\n)[^]*?(<!-- end of ${name} -->)`);
  if (!place.test(text))
    throw new CommandError(`${tableFiles[name]} has no place for the ${name}.`);
  const table = docsTables()[name];
  return text.replace(place, (_, start: string, end: string) => `${start}\n${table}\n${end}`);
}

/** @throws CommandError for a command that nothing is said of */
function commandTable(titles: ReadonlyMap<string, string>): string {
  const left = new Set(titles.keys());
  const rows = commandExplanations.map(([ids, words]) => {
    const named = ids.map((id) => {
      const command = `domoStreams.${id}`;
      if (!left.delete(command))
        throw new CommandError(`There is no command ${command}, or twice.`);
      return titles.get(command) ?? '';
    });
    return [named.join(' · '), words];
  });
  if (left.size > 0)
    throw new CommandError(
      `Say in commandExplanations.ts what this does: ${[...left].join(', ')}.`,
    );
  return table(['Command', 'What it does'], rows);
}

function callTable(): string {
  const rows = Object.entries(commands)
    .filter(([, command]) => !('isInternal' in command))
    .map(([id, { fields }]) => [
      `\`domoStreams.${id}\``,
      Object.entries(fields)
        .map(([name, { schema }]) => `\`${name}\`${choicesText(schema)}`)
        .join(', '),
    ]);
  return table(['Command', 'Fields of its argument'], rows);
}

function choicesText({ enum: choices }: JsonObject): string {
  return Array.isArray(choices) ? ` (${choices.map((choice) => choice as string).join(', ')})` : '';
}

function settingTable(settings: Readonly<Record<string, Setting>>, localize: Localize): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const choices = (setting.enum ?? []).map((value) => `\`${value}\``).join(', ');
    const words = localize(setting.markdownDescription).replaceAll('\n', ' ');
    return [
      `\`${name}\``,
      setting.default === null ? '' : `\`${JSON.stringify(setting.default)}\``,
      choices ? `${words} One of ${choices}.` : words,
    ];
  });
  return table(['Setting', 'Default', 'What it does'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [head, head.map(() => '---'), ...rows].map(line).join('');
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(repositoryRoot, name), 'utf8'));
}
