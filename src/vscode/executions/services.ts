import type { ConnectionServices } from '../connections/services';
import type { ExecutionIds } from '../../connections/ids';
import type { Streams } from '../streams/streams';
import type { ExecutionPanels } from './executionPanels';

/** What the commands for executions work with. */
export interface ExecutionServices extends ConnectionServices {
  readonly streams: Streams;
  readonly panels: ExecutionPanels;
  /** Opens an execution as a document. */
  readonly openExecution: (ids: ExecutionIds) => Promise<unknown>;
  /** Told what was deleted, to close its document. */
  readonly executionDeleted: (connectionId: string, streamId: number, executionId: number) => void;
}
