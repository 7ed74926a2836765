import type * as vscode from 'vscode';
import { removeForgotten } from './forgottenFiles';
import { offerToResume, warnOfSetAside } from './offerToResume';
import { isUnfinished } from './uploadEntry';
import type { UploadLedger } from './uploadLedger';
import type { UploadManager } from './uploadManager';

/** How often this window shows the others that it holds its uploads. */
const heartbeatMilliseconds = 20_000;
/** When the uploads of other windows are looked at again: one that is reloaded may still be ending. */
const againMilliseconds = [5_000, 65_000];

/** Sees to it that uploads outlive their window: holds this one's and takes up those left behind. */
export class UploadKeeper implements vscode.Disposable {
  readonly #heartbeat: NodeJS.Timeout;
  #again: NodeJS.Timeout | undefined;

  constructor(
    private readonly manager: UploadManager,
    private readonly ledger: UploadLedger,
    conversionFolder: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#heartbeat = setInterval(() => void this.#logged(this.#hold()), heartbeatMilliseconds);
    void this.#logged(this.#takeUp(againMilliseconds));
    void this.#logged(removeForgotten(conversionFolder, ledger));
  }

  dispose(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#again);
  }

  async #hold(): Promise<void> {
    const held = this.manager.entries.filter(isUnfinished);
    await Promise.all(held.map(({ job }) => this.ledger.touch(job.uploadId)));
  }

  async #takeUp([next, ...later]: readonly number[]): Promise<void> {
    const { records, areOthersAlive, setAside } = await this.ledger.load();
    warnOfSetAside(setAside);
    const entries = await this.manager.takeUp(records);
    if (entries.length > 0) void offerToResume(entries);
    if (areOthersAlive && next !== undefined)
      this.#again = setTimeout(() => void this.#logged(this.#takeUp(later)), next);
  }

  async #logged(task: Promise<void>): Promise<void> {
    await task.catch((error: unknown) => {
      this.log.error(`The list of unfinished uploads could not be kept: ${String(error)}`);
    });
  }
}
