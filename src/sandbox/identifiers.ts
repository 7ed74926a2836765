import { randomBytes } from 'node:crypto';

/** Domo writes trace ids without the characters that are easily misread. */
const toeAlphabet = '0123456789ABCDEFGHJKLMNPQRSTVWXYZ';

/** Hides the stream's id in its DataSet's id, so that either leads to the other without a table. */
const streamIdMask = 0x5bd1e995;

/** A well-spread 32-bit number for any whole number: the same one at every start. */
export function scramble(value: number): number {
  let hash = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The DataSet id (a uuid) of a stream; it never changes. */
export function dataSetIdOf(streamId: number): string {
  const first = hexadecimal(scramble(streamId));
  const second = hexadecimal(scramble(streamId + 0x10000000));
  const third = hexadecimal(scramble(streamId + 0x20000000));
  const last = hexadecimal(streamId ^ streamIdMask);
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-a${third.slice(1, 4)}-${third.slice(4)}${last}`;
}

/** The stream that a DataSet id belongs to, or undefined where it is not one of ours. */
export function streamIdOf(dataSetId: string): number | undefined {
  const streamId = (Number.parseInt(dataSetId.slice(-8), 16) ^ streamIdMask) >>> 0;
  return dataSetIdOf(streamId) === dataSetId.toLowerCase() ? streamId : undefined;
}

/** A trace id for Domo's support, e.g. `LQ7T2-8K3WD-PX1ZB`; random, or always the same for a seed. */
export function newToe(seed?: number): string {
  const bytes = seed === undefined ? [...randomBytes(15)] : seededBytes(seed);
  const letters = bytes.map((byte) => toeAlphabet.charAt(byte % toeAlphabet.length)).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5, 10)}-${letters.slice(10)}`;
}

function seededBytes(seed: number): number[] {
  return Array.from({ length: 15 }, (_, index) => scramble(seed * 31 + index) & 0xff);
}

function hexadecimal(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
