import type { CommandRegistry } from '../shell/commandRegistry';
import type { StreamServices } from './services';

export function registerTreeCommands(
  registry: CommandRegistry,
  { store, tree, log }: StreamServices,
): void {
  registry.add('refresh', ({ all }) => {
    // An unknown connection is an error.
    for (const { connectionId } of all) if (connectionId !== undefined) store.get(connectionId);
    tree.refresh(all);
  });
  registry.add('tree.loadMore', ({ given }) => tree.loadMore(given));
  registry.add('showLog', () => log.show());
}
