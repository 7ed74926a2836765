import { text } from '../../base/text';
import type { JsonObject } from '../../base/json';
import { searchKeys, type StreamQuery } from '../../domo/api/model';
import { askedQuery } from '../../domo/api/searchText';
import type { Connection } from '../../connections/connection';
import { askForSearch } from './askForSearch';
import { withBusyView } from '../shell/notify';
import { ArgumentError, optionalChoice, optionalText } from '../../base/arguments';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { StreamServices } from './services';
import { chooseConnection } from '../connections/chooseConnection';

export function registerSearchCommands(registry: CommandRegistry, services: StreamServices): void {
  registry.add('stream.search', (invocation) => searchStreams(services, invocation));
  registry.add('stream.clearSearch', (invocation) => clearSearch(services, invocation));
  // The key in the view: what is selected there says which connection is meant.
  registry.add('tree.find', (invocation) => {
    const connectionId = services.tree.selectedConnectionId;
    return searchStreams(services, { ...invocation, given: connectionId ? { connectionId } : {} });
  });
}

const viewId = 'domoStreams.streams';

async function searchStreams(
  services: StreamServices,
  invocation: Invocation,
): Promise<JsonObject[]> {
  const connection = await chooseConnection(services, invocation);
  const query = givenQuery(invocation) ?? (await askForSearch(recentOf(services, connection)));
  const client = await services.clients.get(connection.id);
  const found = await withBusyView(viewId, () => client.streams.search(query.key, query.value));
  services.tree.setQuery(connection.id, query, found);
  if (!invocation.isProgram) {
    services.memory.addSearch(connection.id, query);
    await services.tree.revealFound(connection.id);
  }
  return found.map(({ raw }) => raw);
}

/** @throws ArgumentError where only a part of it was given */
function givenQuery({ given, isProgram }: Invocation): StreamQuery | undefined {
  const key = optionalChoice(given, 'key', searchKeys);
  const value = optionalText(given, 'value');
  if (key !== undefined && value !== undefined) return askedQuery(key, value);
  if (isProgram && (key ?? value) !== undefined)
    throw new ArgumentError(
      text('Give key and value both; the keys are {0}.', searchKeys.join(', ')),
    );
  return undefined;
}

function recentOf({ memory }: StreamServices, { id }: Connection) {
  return {
    list: () => memory.searches(id),
    remove: (query: StreamQuery) => memory.removeSearch(id, query),
  };
}

async function clearSearch({ tree }: StreamServices, { given }: Invocation): Promise<void> {
  const connectionId = optionalText(given, 'connectionId');
  const ids = connectionId === undefined ? tree.searchedConnectionIds : [connectionId];
  for (const id of ids) tree.setQuery(id, undefined);
  return Promise.resolve();
}
