import type * as vscode from 'vscode';
import { removeForgotten } from '../../uploads/queue/forgottenFiles';
import { offerToResume, warnOfSetAside, type ResumeActions } from './offerToResume';
import type { UploadLedger } from '../../uploads/queue/uploadLedger';
import type { UploadQueue } from '../../uploads/queue/uploadQueue';
import { touchMilliseconds, takeUpAgainMilliseconds } from '../../base/policies';

/** Makes uploads outlive their window: shows that this one is alive, and takes up what others left behind. */
export class UploadHandover implements vscode.Disposable {
  readonly #heartbeat: NodeJS.Timeout;
  #again: NodeJS.Timeout | undefined;

  constructor(
    private readonly queue: UploadQueue,
    private readonly ledger: UploadLedger,
    conversionFolder: string,
    private readonly actions: ResumeActions,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#heartbeat = setInterval(() => void this.#logged(ledger.touch()), touchMilliseconds);
    void this.#logged(this.#takeUp(takeUpAgainMilliseconds));
    void this.#logged(removeForgotten(conversionFolder, ledger));
  }

  dispose(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#again);
  }

  async #takeUp([next, ...later]: readonly number[]): Promise<void> {
    const { uploads, areOthersAlive, setAside, failures } = await this.ledger.load();
    warnOfSetAside(setAside);
    for (const error of failures)
      this.log.error(`The record of an unfinished upload can't be read: ${String(error)}`);
    const entries = this.queue.takeUp(uploads);
    if (entries.length > 0) void offerToResume(entries, this.actions);
    if (areOthersAlive && next !== undefined)
      this.#again = setTimeout(() => void this.#logged(this.#takeUp(later)), next);
  }

  async #logged(task: Promise<void>): Promise<void> {
    await task.catch((error: unknown) => {
      this.log.error(`The list of unfinished uploads can't be read or written: ${String(error)}`);
    });
  }
}
