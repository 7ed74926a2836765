import { Row, type RowIds } from '../base/row';
import type { Text } from '../base/text';
import type { ExecutionRow, StreamQuery, StreamRow } from '../domo/api/model';
import type { Connection } from '../connections/connection';
import type { ExecutionIds, StreamIds } from '../connections/ids';
import type { PagedList } from './pagedList';

/** How a connection stands, as far as its last call tells. */
export type ConnectionState = 'unknown' | 'connected' | 'signedOut' | 'failing' | 'unreachable';

export class ConnectionNode extends Row {
  readonly type = 'connection';
  state: ConnectionState = 'unknown';

  constructor(
    public connection: Connection,
    /** What its streams are filtered by, asked of the server. */
    readonly query: StreamQuery | undefined,
    readonly streams: PagedList<StreamNode>,
  ) {
    super();
  }

  get ids(): { readonly connectionId: string } {
    return { connectionId: this.connection.id };
  }
}

export class StreamNode extends Row {
  readonly type = 'stream';

  constructor(
    readonly parent: ConnectionNode,
    public stream: StreamRow,
    readonly executions: PagedList<ExecutionNode>,
  ) {
    super();
  }

  get ids(): StreamIds {
    return { ...this.parent.ids, streamId: this.stream.id };
  }
}

export class ExecutionNode extends Row {
  readonly type = 'execution';

  constructor(
    readonly parent: StreamNode,
    public execution: ExecutionRow,
  ) {
    super();
  }

  get ids(): ExecutionIds {
    return { ...this.parent.ids, executionId: this.execution.executionId };
  }
}

/** A row that stands below a connection or a stream and says something about it. */
abstract class NoteNode extends Row {
  constructor(readonly parent: ConnectionNode | StreamNode) {
    super();
  }

  get ids(): RowIds {
    return this.parent.ids;
  }
}

/** Loads the next page of its parent when it is clicked. */
export class MoreNode extends NoteNode {
  readonly type = 'more';
}

/** Tells why its parent's children could not be loaded, and tries again when it is clicked. */
export class ErrorNode extends NoteNode {
  readonly type = 'error';

  constructor(
    parent: ConnectionNode | StreamNode,
    readonly error: unknown,
  ) {
    super(parent);
  }
}

/** Stands for an item that the server gave in a form that can't be read. */
export class OddNode extends NoteNode {
  readonly type = 'odd';

  constructor(
    parent: ConnectionNode | StreamNode,
    readonly problem: Text,
  ) {
    super(parent);
  }
}

/** Says that there is nothing, and offers what can be done about that. */
export class EmptyNode extends NoteNode {
  readonly type = 'empty';
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
  const odd = unreadable.map((problem) => new OddNode(parent, problem));
  const all = [...items, ...odd];
  const failed: ErrorNode[] = error === undefined ? [] : [new ErrorNode(parent, error)];
  const more: MoreNode[] = hasMore ? [new MoreNode(parent)] : [];
  // At the end of a long list nobody would see that all of it is from before.
  if (isOutdated) return [...failed, ...all, ...more];
  if (error !== undefined) return [...all, ...failed];
  return all.length === 0 ? [new EmptyNode(parent)] : [...all, ...more];
}

/** How many items a click loads. */
export type PageSize = () => number;
