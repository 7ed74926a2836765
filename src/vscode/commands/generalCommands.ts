import type { StreamsTreeNode } from '../tree/nodes';
import type { CommandRegistry } from './registry';
import type { Services } from './services';

export function registerGeneralCommands(registry: CommandRegistry, { tree, log }: Services): void {
  registry.add('refresh', ({ raw }) => {
    tree.refresh(nodeOf(raw));
    return Promise.resolve();
  });
  registry.add('tree.loadMore', async ({ raw }) => {
    const node = nodeOf(raw);
    if (node) await tree.loadMore(node);
  });
  registry.add('showLog', () => {
    log.show();
    return Promise.resolve();
  });
}

function nodeOf([first]: readonly unknown[]): StreamsTreeNode | undefined {
  return typeof first === 'object' && first !== null && 'type' in first
    ? (first as StreamsTreeNode)
    : undefined;
}
