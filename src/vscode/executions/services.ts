import type { ConnectionServices } from '../connections/services';
import type { Streams } from '../streams/streams';
import type { ExecutionPanels } from './executionPanels';

/** What the commands for executions work with. */
export interface ExecutionServices extends ConnectionServices {
  readonly streams: Streams;
  readonly panels: ExecutionPanels;
  /** Told what was deleted, to close its document. */
  readonly executionDeleted: (connectionId: string, streamId: number, executionId: number) => void;
}
