import * as vscode from 'vscode';
import type { JsonObject } from '../../domo/json';
import { searchKeys, type SearchKey } from '../../domo/model';
import { optionalChoice, optionalText } from './arguments';
import { cancelledIfUndefined, type CommandRegistry, type Invocation } from './registry';
import type { Services } from './services';
import { targetConnection } from './targets';

export function registerSearchCommands(registry: CommandRegistry, services: Services): void {
  registry.add('stream.search', (invocation) => searchStreams(services, invocation));
  registry.add('stream.clearSearch', (invocation) => clearSearch(services, invocation));
}

const keyWords: Readonly<Record<SearchKey, { label: string; example: string }>> = {
  'dataSource.name': { label: 'DataSet name', example: 'Orders, or Orders*2024 with wildcards' },
  'dataSource.id': { label: 'DataSet id', example: '00216ef1-f845-449c-99c8-13a29f723979' },
  'dataSource.owner.id': { label: 'Owner id', example: '1125436' },
  'transport.type': { label: 'Transport type', example: 'CONNECTOR, API, SFTP or WEBFORM' },
  'account.configurations.value': {
    label: 'Account configuration value',
    example: 'a user name in the account',
  },
};

async function searchStreams(services: Services, invocation: Invocation): Promise<JsonObject[]> {
  const connection = await targetConnection(services, invocation);
  const key = optionalChoice(invocation.given, 'key', searchKeys) ?? (await askForKey());
  const value = optionalText(invocation.given, 'value') ?? (await askForValue(key));
  const asked = key === 'dataSource.name' && !value.includes('*') ? `*${value}*` : value;
  const client = await services.clients.get(connection.id);
  const found = await client.streams.search(key, asked);
  services.tree.setQuery(connection.id, { key, value: asked });
  if (!invocation.isProgram) await vscode.commands.executeCommand('domoStreams.streams.focus');
  return found.map(({ raw }) => raw);
}

async function askForKey(): Promise<SearchKey> {
  const items = searchKeys.map((key) => ({
    label: keyWords[key].label,
    description: key,
    detail: `For example ${keyWords[key].example}`,
    key,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Search Streams',
    placeHolder: 'Search by',
    matchOnDescription: true,
  });
  return cancelledIfUndefined(picked).key;
}

async function askForValue(key: SearchKey): Promise<string> {
  const typed = await vscode.window.showInputBox({
    title: `Search Streams by ${keyWords[key].label}`,
    placeHolder: keyWords[key].example,
    validateInput: (text) => (text.trim() ? undefined : 'Type what to search for.'),
  });
  return cancelledIfUndefined(typed).trim();
}

async function clearSearch({ tree }: Services, { given }: Invocation): Promise<void> {
  const connectionId = optionalText(given, 'connectionId');
  const ids = connectionId === undefined ? tree.searchedConnectionIds : [connectionId];
  for (const id of ids) tree.setQuery(id, undefined);
  return Promise.resolve();
}
