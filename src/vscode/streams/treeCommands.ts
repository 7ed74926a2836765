import type { CommandRegistry } from '../shell/commandRegistry';
import type { StreamServices } from './services';

export function registerTreeCommands(
  registry: CommandRegistry,
  { tree, log }: StreamServices,
): void {
  registry.add('refresh', ({ all }) => tree.refresh(all));
  registry.add('tree.loadMore', ({ given }) => tree.loadMore(given));
  registry.add('showLog', () => log.show());
}
