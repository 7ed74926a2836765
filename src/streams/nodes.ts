import type { Text } from '../base/text';
import type { ExecutionRow, StreamQuery, StreamRow } from '../domo/api/model';
import type { Connection } from '../connections/connection';
import type { PagedList } from './pagedList';

/** How a connection stands, as far as its last call tells. */
export type ConnectionState = 'unknown' | 'connected' | 'signedOut' | 'failing' | 'unreachable';

export interface ConnectionNode {
  readonly type: 'connection';
  connection: Connection;
  state: ConnectionState;
  /** What its streams are filtered by, asked of the server. */
  readonly query: StreamQuery | undefined;
  readonly streams: PagedList<StreamNode>;
}

export interface StreamNode {
  readonly type: 'stream';
  readonly parent: ConnectionNode;
  stream: StreamRow;
  readonly executions: PagedList<ExecutionNode>;
}

export interface ExecutionNode {
  readonly type: 'execution';
  readonly parent: StreamNode;
  execution: ExecutionRow;
  /** Whether the person is told when it ends. */
  isAwaited?: boolean;
}

/** Loads the next page of its parent when it is clicked. */
export interface MoreNode {
  readonly type: 'more';
  readonly parent: ConnectionNode | StreamNode;
}

/** Tells why its parent's children could not be loaded, and tries again when it is clicked. */
export interface ErrorNode {
  readonly type: 'error';
  readonly parent: ConnectionNode | StreamNode;
  readonly error: unknown;
}

/** Stands for an item that the server gave in a form that can't be read. */
export interface OddNode {
  readonly type: 'odd';
  readonly parent: ConnectionNode | StreamNode;
  readonly problem: Text;
}

/** Says that there is nothing, and offers what can be done about that. */
export interface EmptyNode {
  readonly type: 'empty';
  readonly parent: ConnectionNode | StreamNode;
}

export type StreamsTreeNode =
  ConnectionNode | StreamNode | ExecutionNode | OddNode | MoreNode | ErrorNode | EmptyNode;

/** The list of what is below a connection or a stream. */
export function childrenOf(
  node: ConnectionNode | StreamNode,
): PagedList<StreamNode> | PagedList<ExecutionNode> {
  return node.type === 'connection' ? node.streams : node.executions;
}

/** What is shown below a connection or a stream: its items, and what there is to say about them. */
export function shownBelow(parent: ConnectionNode | StreamNode): StreamsTreeNode[] {
  const { items, unreadable, error, hasMore, isOutdated } = childrenOf(parent);
  const odd = unreadable.map((problem): OddNode => ({ type: 'odd', parent, problem }));
  const all = [...items, ...odd];
  const failed: ErrorNode[] = error === undefined ? [] : [{ type: 'error', parent, error }];
  const more: MoreNode[] = hasMore ? [{ type: 'more', parent }] : [];
  // At the end of a long list nobody would see that all of it is from before.
  if (isOutdated) return [...failed, ...all, ...more];
  if (error !== undefined) return [...all, ...failed];
  return all.length === 0 ? [{ type: 'empty', parent }] : [...all, ...more];
}

/** How many items a click loads. */
export type PageSize = () => number;
