import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Makes a disk of a few kilobytes; false if this machine doesn't allow that. */
export function mountSmallDisk(path: string, sizeBytes: number): boolean {
  mkdirSync(path);
  try {
    const size = `size=${sizeBytes}`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function unmountDisk(path: string): void {
  execFileSync('umount', [path]);
}
