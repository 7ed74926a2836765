import type { UploadQueue } from '../../uploads/queue/uploadQueue';
import type { ConnectionServices } from '../connections/services';
import type { Documents } from '../documents/documents';
import type { Executions } from '../executions/executions';
import type { Streams } from '../streams/streams';

/** What the commands for uploads work with. */
export interface UploadServices extends ConnectionServices {
  readonly streams: Streams;
  readonly executions: Executions;
  readonly documents: Documents;
  readonly queue: UploadQueue;
}
