import type { ConnectionServices } from '../connections/services';
import type { Executions } from '../executions/executions';
import type { Streams } from '../streams/streams';
import type { Documents } from './documents';

/** What the commands for documents work with. */
export interface DocumentServices extends ConnectionServices {
  readonly streams: Streams;
  readonly executions: Executions;
  readonly documents: Documents;
}
