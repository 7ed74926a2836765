import type { StreamsTreeNode } from '../../streams/nodes';
import type { CommandRegistry } from '../shell/commandRegistry';
import type { StreamServices } from './services';

export function registerTreeCommands(
  registry: CommandRegistry,
  { tree, log }: StreamServices,
): void {
  registry.add('refresh', ({ raw }) => {
    tree.refresh(...nodesOf(raw));
    return Promise.resolve();
  });
  registry.add('tree.loadMore', async ({ raw }) => {
    for (const node of nodesOf(raw)) await tree.loadMore(node);
  });
  registry.add('showLog', () => {
    log.show();
    return Promise.resolve();
  });
}

/** The clicked row, or all that are selected. */
function nodesOf([first, selected]: readonly unknown[]): StreamsTreeNode[] {
  if (typeof first !== 'object' || first === null || !('type' in first)) return [];
  return Array.isArray(selected) && selected.length > 0
    ? (selected as StreamsTreeNode[])
    : [first as StreamsTreeNode];
}
