import type { Cut, Upload } from '../upload';
import { sealOf } from './storedUpload';

// The parts of an upload are added to a list, a line each, so that 10,000 parts take 10,000 short lines. Each
// line holds a checksum over itself and all lines before it: a line that is damaged or cut off ends the list.

type Line = { readonly cut: Cut } | { readonly accepted: number };

/** How many cuts and accepted parts are stored. */
export interface PartCounts {
  readonly cuts: number;
  readonly accepted: number;
}

/** The lines for what an upload has more than is stored, and the checksum of the last one. */
export function newLines(
  { cuts, accepted }: Upload,
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

/** Adds to an upload what the list has, up to the first line that is damaged. */
export function applyLines(upload: Upload, text: string, seal: string): void {
  let last = seal;
  for (const line of text.split('\n')) {
    const json = line.slice(line.indexOf(' ') + 1);
    last = sealOf(last + json);
    if (line !== `${last} ${json}`) return;
    const entry = JSON.parse(json) as Line;
    if ('cut' in entry) upload.cuts.push(entry.cut);
    else upload.accepted.push(entry.accepted);
  }
}
