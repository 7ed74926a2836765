import type { Execution, SearchKey, Stream } from '../../domo/model';
import type { Connection } from '../connections/connection';
import type { PagedList } from './pagedList';

/** What a connection's streams are filtered by, asked of the server. */
export interface StreamQuery {
  readonly key: SearchKey;
  readonly value: string;
}

export interface ConnectionNode {
  readonly type: 'connection';
  connection: Connection;
  query: StreamQuery | undefined;
  readonly streams: PagedList<StreamNode>;
}

export interface StreamNode {
  readonly type: 'stream';
  readonly parent: ConnectionNode;
  stream: Stream;
  readonly executions: PagedList<ExecutionNode>;
}

export interface ExecutionNode {
  readonly type: 'execution';
  readonly parent: StreamNode;
  execution: Execution;
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

/** Says that there is nothing. */
export interface EmptyNode {
  readonly type: 'empty';
  readonly parent: ConnectionNode | StreamNode;
  readonly text: string;
}

export type StreamsTreeNode =
  ConnectionNode | StreamNode | ExecutionNode | MoreNode | ErrorNode | EmptyNode;
