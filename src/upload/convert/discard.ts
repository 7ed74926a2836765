import { rm } from 'node:fs/promises';
import type { UploadJob } from '../job';

/** Whether the job's file is converted already, so that its parts are cut from a file of our own. */
export function isConverted({ conversion, source }: UploadJob): boolean {
  return conversion !== undefined && source.path !== conversion.original.path;
}

/** Removes the converted file of an upload that has ended. */
export async function discardConverted(job: UploadJob): Promise<void> {
  if (isConverted(job)) await rm(job.source.path, { force: true });
}
