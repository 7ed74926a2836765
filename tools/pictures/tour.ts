import type { SandboxStreams } from '../../test/support/ui/documents';
import type { Workbench } from '../../test/support/ui/workbench';

/** One window through which states are shown, each taken once it stands still. */
export interface Tour {
  readonly workbench: Workbench;
  readonly streams: SandboxStreams;
  readonly take: (state: string) => Promise<void>;
}

export type Shown = (tour: Tour) => Promise<void>;
