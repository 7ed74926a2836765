import { isDomoError } from '../../domo/http/errors';
import { isIntended } from '../../base/errorTexts';
import { summarize, type UploadEntry, type UploadSummary } from '../../uploads/queue/uploadEntry';
import { chainOf } from '../../uploads/queue/uploadOrder';
import type { Invocation } from '../shell/invocation';
import type { UploadServices } from './services';
import { runEntry, tellAllDone } from './uploadRuns';

/** Goes on with all that are paused: to one stream one after the other, to several streams at once. */
export async function resumeAll(
  services: UploadServices,
  { asks }: Pick<Invocation, 'asks'>,
): Promise<UploadSummary[]> {
  const paused = services.queue.list.entries.filter(({ state }) => state === 'paused');
  const { resumed, failure } = await resume(services, paused, asks);
  if (asks)
    tellAllDone(
      services,
      resumed.filter(({ state }) => state === 'done'),
    );
  if (failure) throw failure;
  return resumed.map(summarize);
}

/** Goes on with what the connection's former token stopped, and with what waits for that. */
export async function resumeRefused(services: UploadServices, connectionId: string): Promise<void> {
  const { entries } = services.queue.list;
  const isRefused = ({ state, error, ...entry }: UploadEntry): boolean =>
    state === 'paused' &&
    entry.connectionId === connectionId &&
    isDomoError(error) &&
    error.kind === 'unauthorized';
  const refused = entries.filter((entry) => chainOf(entries, entry).some(isRefused));
  // Nobody has asked for it, so nobody is asked.
  const { resumed, failure } = await resume(services, refused, false);
  tellAllDone(
    services,
    resumed.filter(({ state }) => state === 'done'),
  );
  if (failure) services.failures.show('upload.resumeAll', failure, connectionId);
}

/** The newest upload is the first on the list: the oldest is the first to go on. */
async function resume(
  services: UploadServices,
  paused: readonly UploadEntry[],
  asks: boolean,
): Promise<{ resumed: UploadEntry[]; failure: Error | undefined }> {
  const { entries } = services.queue.list;
  const inOrder = new Set(paused.toReversed().flatMap((entry) => chainOf(entries, entry)));
  const resumed = [...inOrder].filter(({ state }) => state === 'paused');
  let failure: Error | undefined;
  const run = (entry: UploadEntry): Promise<void> =>
    runEntry(services, entry, asks).catch((error: unknown) => {
      if (!isIntended(error)) failure ??= error instanceof Error ? error : new Error(String(error));
    });
  await Promise.all(resumed.map(run));
  return { resumed, failure };
}
