import type { Cut, UploadJob } from '../upload';
import { sealOf } from './uploadRecord';

// The parts of an upload are added to a list, a line each, so that 10,000 parts take 10,000 short lines. Each
// line holds a checksum over itself and all lines before it: a line that is damaged or cut off ends the list.

type Line = { readonly cut: Cut } | { readonly accepted: number };

/** How many cuts and accepted parts are stored. */
export interface PartCounts {
  readonly cuts: number;
  readonly accepted: number;
}

/** The lines for what a job has more than is stored, and the checksum of the last one. */
export function newLines(
  { cuts, accepted }: UploadJob,
  stored: PartCounts,
  seal: string,
): { text: string; seal: string } {
  const lines: Line[] = [
    ...cuts.slice(stored.cuts).map((cut) => ({ cut })),
    ...accepted.slice(stored.accepted).map((number) => ({ accepted: number })),
  ];
  let last = seal;
  let text = '';
  for (const line of lines) {
    const json = JSON.stringify(line);
    last = sealOf(last + json);
    text += `${last} ${json}\n`;
  }
  return { text, seal: last };
}

/** Adds to a job what the list has, up to the first line that is damaged. */
export function applyLines(job: UploadJob, text: string, seal: string): void {
  let last = seal;
  for (const line of text.split('\n')) {
    const json = line.slice(line.indexOf(' ') + 1);
    last = sealOf(last + json);
    if (line !== `${last} ${json}`) return;
    const entry = JSON.parse(json) as Line;
    if ('cut' in entry) job.cuts.push(entry.cut);
    else job.accepted.push(entry.accepted);
  }
}
