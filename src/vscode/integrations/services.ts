import type { Connections } from '../connections/connections';
import type { Documents } from '../documents/documents';
import type { ConnectionServices } from '../connections/services';
import type { Uploads } from '../uploads/uploads';

/** What tasks, links and tools work with. */
export interface IntegrationServices extends ConnectionServices {
  readonly uploads: Uploads;
  readonly documents: Documents;
  readonly connections: Connections;
}
