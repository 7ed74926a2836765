import type { Fields } from '../../src/base/arguments';
import type { JsonObject } from '../../src/base/json';
import {
  requiredTaskFields,
  uploadTaskFields,
  uploadTaskType,
} from '../../src/integrations/uploadTask';
import type { Command, MenuPlace } from '../../src/manifest/command';
import { commandName, commands, type CommandId } from '../../src/manifest/commands';
import { both, oneRow } from '../../src/manifest/conditions';
import { defaultOf, settings, type Setting } from '../../src/manifest/settings';

/** The parts of package.json that the typed tables give. */
export interface Manifest {
  contributes: Record<string, unknown> & { configuration: Record<string, unknown> };
  capabilities: { untrustedWorkspaces: Record<string, unknown> };
}

type AnyCommand = Command<Fields, unknown>;
type Entry = readonly [id: CommandId, command: AnyCommand];

/** The manifest with everything that follows from the tables of commands, settings, and task fields. */
export function withTables<M extends Manifest>(manifest: M): M {
  const { contributes, capabilities } = manifest;
  return {
    ...manifest,
    capabilities: {
      ...capabilities,
      untrustedWorkspaces: {
        ...capabilities.untrustedWorkspaces,
        restrictedConfigurations: settingEntries()
          .filter(([, { scope }]) => scope !== 'application')
          .map(([name]) => name),
      },
    },
    contributes: {
      ...contributes,
      commands: commandEntries().filter(isListed).map(contributedCommand),
      keybindings: commandEntries().flatMap(([id, { key }]) =>
        key ? [{ command: commandName(id), ...key }] : [],
      ),
      menus: menus(),
      configuration: { ...contributes.configuration, properties: properties() },
      taskDefinitions: [taskDefinition()],
    },
  };
}

const commandEntries = (): Entry[] => Object.entries(commands) as [CommandId, AnyCommand][];
const isListed = ([, { isInternal }]: Entry): boolean => !isInternal;

function contributedCommand([id, { icon, enablement }]: Entry): JsonObject {
  return {
    command: commandName(id),
    title: `%command.${id}%`,
    category: 'Domo Streams',
    ...(icon !== undefined && { icon: `$(${icon})` }),
    ...(enablement !== undefined && { enablement }),
  };
}

function menus(): Record<string, JsonObject[]> {
  const found: Record<string, JsonObject[]> = {};
  const add = (menu: string, item: JsonObject): void => void (found[menu] ??= []).push(item);
  for (const [id, command] of commandEntries()) {
    for (const place of command.places ?? []) add(place.menu, menuItem(id, command, place));
    if (command.palette !== undefined)
      add('commandPalette', { command: commandName(id), when: command.palette });
  }
  add('view/item/context', copyMenu);
  return found;
}

const copyMenu: JsonObject = {
  submenu: 'domoStreams.copy',
  when: 'view == domoStreams.streams && viewItem =~ /^(stream|execution)\\b/',
  group: '5_copy@1',
};

function menuItem(
  id: CommandId,
  { actsOn }: AnyCommand,
  { menu, when, group }: MenuPlace,
): JsonObject {
  const isForOne = menu === 'view/item/context' && actsOn === undefined;
  return { command: commandName(id), when: isForOne ? both(when, oneRow) : when, group };
}

type SettingEntry = readonly [name: string, setting: Setting<unknown>];

function settingEntries(): SettingEntry[] {
  return Object.entries(settings).map(([name, setting]) => [`domoStreams.${name}`, setting]);
}

function properties(): JsonObject {
  return Object.fromEntries(
    settingEntries().map(([fullName, setting], order) => {
      const key = `setting.${fullName.replace('domoStreams.', '')}`;
      const { scope } = setting;
      return [
        fullName,
        {
          ...described(setting.schema, key),
          ...(scope && { scope }),
          default: defaultOf(setting),
          order: order + 1,
          markdownDescription: `%${key}%`,
        },
      ];
    }),
  );
}

/** A schema with descriptions of its choices, or of the properties of its items. */
function described(schema: JsonObject, key: string): JsonObject {
  const { enum: choices, items } = schema;
  if (Array.isArray(choices))
    return {
      ...schema,
      markdownEnumDescriptions: choices.map((choice) => `%${key}.${choice as string}%`),
    };
  const itemProperties = (items as { properties?: Record<string, JsonObject> } | undefined)
    ?.properties;
  if (!itemProperties) return schema;
  const withTexts = Object.entries(itemProperties).map(([name, property]) => [
    name,
    { ...property, description: `%${key}.${name}%` },
  ]);
  return {
    ...schema,
    items: { ...(items as JsonObject), properties: Object.fromEntries(withTexts) as JsonObject },
  };
}

function taskDefinition(): JsonObject {
  const fields = Object.entries(uploadTaskFields).map(([name, { schema }]) => [
    name,
    { ...schema, description: `%task.${name}%` },
  ]);
  return {
    type: uploadTaskType,
    required: [...requiredTaskFields],
    properties: Object.fromEntries(fields) as JsonObject,
  };
}
