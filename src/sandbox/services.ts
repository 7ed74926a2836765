import type { DataSetStore } from './dataSetStore';
import type { ExecutionStore } from './executionStore';
import type { FaultBook } from './faultBook';
import type { Lifecycle } from './lifecycle';
import type { Settings } from './options';
import type { PartStore } from './partStore';
import type { RequestLog } from './requestLog';
import type { StreamStore } from './streamStore';

/** What routes work with; made once where the sandbox starts. */
export interface Services {
  readonly settings: Settings;
  readonly streams: StreamStore;
  readonly executions: ExecutionStore;
  readonly parts: PartStore;
  readonly dataSets: DataSetStore;
  readonly lifecycle: Lifecycle;
  readonly faults: FaultBook;
  readonly requestLog: RequestLog;
}

/** Where the streams' routes are, from the specification. */
export const streamsPath = '/api/data/v1/streams';
