import { missingField } from '../../base/arguments';
import type { JsonObject } from '../../base/json';
import type { StreamQuery } from '../../domo/api/model';
import { askedQuery } from '../../domo/api/searchText';
import type { Connection } from '../../connections/connection';
import { askForSearch } from './askForSearch';
import { views } from '../../manifest/conditions';
import { withBusyView } from '../shell/notify';
import type { CommandGiven } from '../../manifest/commands';
import type { CommandRegistry } from '../shell/commandRegistry';
import { withGiven, type Invocation } from '../shell/invocation';
import type { StreamServices } from './services';
import { chooseConnection } from '../connections/chooseConnection';

export function registerSearchCommands(registry: CommandRegistry, services: StreamServices): void {
  registry.add('stream.search', (invocation) => searchStreams(services, invocation));
  registry.add('stream.clearSearch', (invocation) => clearSearch(services, invocation));
  // The key in the view: what is selected there says which connection is meant.
  registry.add('tree.find', (invocation) => {
    const connectionId = services.tree.selectedConnectionId;
    return searchStreams(services, withGiven(invocation, { connectionId }));
  });
}

async function searchStreams(
  services: StreamServices,
  invocation: Invocation<CommandGiven<'stream.search'>>,
): Promise<JsonObject[]> {
  const connection = await chooseConnection(services, invocation);
  const query = givenQuery(invocation) ?? (await askForSearch(recentOf(services, connection)));
  const client = await services.clients.get(connection.id);
  const found = await withBusyView(views.streams, () =>
    client.streams.search(query.key, query.value),
  );
  services.tree.setQuery(connection.id, query, found);
  if (invocation.asks) {
    services.memory.addSearch(connection.id, query);
    await services.tree.revealFound(connection.id);
  }
  return found.map(({ raw }) => raw);
}

/** @throws ArgumentError if a call leaves something open */
function givenQuery({
  given: { key, value },
  asks,
}: Invocation<CommandGiven<'stream.search'>>): StreamQuery | undefined {
  if (key !== undefined && value !== undefined) return askedQuery(key, value);
  if (asks) return undefined;
  throw missingField(
    ...(key === undefined ? ['key'] : []),
    ...(value === undefined ? ['value'] : []),
  );
}

function recentOf({ memory }: StreamServices, { id }: Connection) {
  return {
    list: () => memory.searches(id),
    remove: (query: StreamQuery) => memory.removeSearch(id, query),
  };
}

function clearSearch(
  { store, tree }: StreamServices,
  { all }: Invocation<CommandGiven<'stream.clearSearch'>>,
): void {
  const given = all.flatMap(({ connectionId }) => connectionId ?? []);
  for (const id of given) store.get(id);
  const ids = given.length > 0 ? given : tree.searchedConnectionIds;
  for (const id of ids) tree.setQuery(id, undefined);
}
