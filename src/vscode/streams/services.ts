import type { ConnectionServices } from '../connections/services';
import type { StreamIds } from '../../connections/ids';
import type { StreamsTree } from './streamsTree';

/** What the commands for streams work with. */
export interface StreamServices extends ConnectionServices {
  readonly tree: StreamsTree;
  /** Told what was deleted, to close its documents. */
  readonly streamDeleted: (stream: StreamIds & { readonly name: string | undefined }) => void;
}
