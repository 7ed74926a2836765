import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { basename, dirname } from 'node:path';
import { systemClock, type Clock } from './clock';
import {
  listIfThere,
  makeFolder,
  privateFileMode,
  readIfThere,
  removeFile,
  statIfThere,
  touchFile,
  whileUnlocked,
} from './files';
import {
  touchMilliseconds,
  silencesOfTheDead,
  lockGoneMilliseconds,
  sleptMilliseconds,
  clockChangeMilliseconds,
} from './policies';

/** What a lock file says of the process that has it. */
interface Owner {
  /** The machine, and on Linux its process namespace: elsewhere the process ID means nothing. */
  readonly host: string;
  readonly processId: number;
  /** When the process started: the same ID may belong to another one later. Compared, never calculated with. */
  readonly startTime: string;
  /** Milliseconds since the epoch. */
  readonly startedMilliseconds: number;
  /** Differs for each time that the lock is taken. */
  readonly nonce: string;
}

/** What was seen of a lock whose owner can't be looked up. */
interface Watch {
  readonly sign: string;
  readonly seenMilliseconds: number;
  /** How often the owner gave no sign of life when one was due. */
  readonly silences: number;
}

const self = {
  host: hostId(),
  processId: process.pid,
  startTime: startTimeOf(process.pid) ?? String(Math.round(performance.timeOrigin)),
  startedMilliseconds: Math.round(performance.timeOrigin),
};

/**
 * What one process knows about the lock files of the others. A lock is a numbered file, `<path>.1.lock`. To take
 * it from a process that is gone, another one creates the next number, which only one process can.
 */
export class LockFiles {
  readonly #watches = new Map<string, Watch>();

  constructor(private readonly clock: Pick<Clock, 'now'> = systemClock) {}

  /**
   * Takes a lock that no living process has. Of several that try at the same time at most one gets it.
   * @param path of the lock files, without the number
   * @returns undefined if another process has it
   */
  async take(path: string): Promise<HeldLock | undefined> {
    await makeFolder(dirname(path));
    const left = await readLocks(path);
    const last = left.at(-1);
    if (last && !(await this.#isLeft(last))) return undefined;
    const nonce = randomUUID();
    const lock = new HeldLock(path, (last?.number ?? 0) + 1, nonce);
    if (!(await create(lock.file, JSON.stringify({ ...self, nonce } satisfies Owner))))
      return undefined;
    const others = (await readLocks(path)).filter(({ number }) => number !== lock.number);
    // Another process took and released it since we looked, and yet another one may have it now.
    if (others.some(({ text }) => !left.some((each) => each.text === text))) {
      await removeFile(lock.file);
      return undefined;
    }
    for (const { file } of others) await removeFile(file);
    return lock;
  }

  /** Whether the process that took the lock is gone. */
  async #isLeft({ file, text }: FoundLock): Promise<boolean> {
    const owner = parseOwner(text);
    if (owner?.host === self.host) {
      if (!isAlive(owner.processId)) return true;
      const startTime = startTimeOf(owner.processId);
      if (startTime !== undefined) return startTime !== owner.startTime;
      return isFromBeforeStart(owner) || this.#isSilent(file, text);
    }
    return (await this.#isOld(file)) || this.#isSilent(file, text);
  }

  /** Of a process that can't be looked up. If it only slept, it sees before its next part that it lost the lock. */
  async #isOld(file: string): Promise<boolean> {
    const stats = await statIfThere(file);
    return stats !== undefined && this.clock.now() - stats.mtimeMs > lockGoneMilliseconds;
  }

  /**
   * Whether the owner gave no sign of life at several looks of this process. Its clock is not compared with
   * ours, and a machine that slept starts from the beginning.
   */
  async #isSilent(file: string, text: string): Promise<boolean> {
    const stats = await statIfThere(file);
    const sign = `${text} ${stats?.mtimeMs}`;
    const now = this.clock.now();
    const before = this.#watches.get(file);
    const sinceMilliseconds = now - (before?.seenMilliseconds ?? 0);
    if (before?.sign !== sign || sinceMilliseconds > sleptMilliseconds) {
      this.#watches.set(file, { sign, seenMilliseconds: now, silences: 0 });
      return false;
    }
    if (sinceMilliseconds < touchMilliseconds) return false;
    const silences = before.silences + 1;
    this.#watches.set(file, { sign, seenMilliseconds: now, silences });
    return silences >= silencesOfTheDead;
  }
}

/** A lock that this process took. */
export class HeldLock {
  constructor(
    private readonly path: string,
    readonly number: number,
    private readonly nonce: string,
  ) {}

  get file(): string {
    return fileOf(this.path, this.number);
  }

  /** False if another process took the lock meanwhile, because it saw no sign of life. */
  async isOurs(): Promise<boolean> {
    const last = (await readLocks(this.path)).at(-1);
    return last !== undefined && parseOwner(last.text)?.nonce === this.nonce;
  }

  /** The sign of life. */
  async touch(): Promise<void> {
    if (await this.isOurs()) await touchFile(this.file);
  }

  async release(): Promise<void> {
    if (await this.isOurs()) await removeFile(this.file);
  }
}

interface FoundLock {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

function fileOf(path: string, number: number): string {
  return `${path}.${number}.lock`;
}

/** The files of a lock, in the order of their numbers. */
async function readLocks(path: string): Promise<FoundLock[]> {
  const start = `${basename(path)}.`;
  const found: FoundLock[] = [];
  for (const name of await listIfThere(dirname(path))) {
    const number = Number(/^\d+(?=\.lock$)/.exec(name.slice(start.length))?.[0]);
    if (!name.startsWith(start) || Number.isNaN(number)) continue;
    const file = fileOf(path, number);
    const text = await readIfThere(file);
    if (text !== undefined) found.push({ file, number, text });
  }
  return found.sort((left, right) => left.number - right.number);
}

/** @returns false if the file is there already */
async function create(file: string, content: string): Promise<boolean> {
  try {
    await whileUnlocked(() => writeFile(file, content, { flag: 'wx', mode: privateFileMode }));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    // A full disk may have left an empty one.
    await removeFile(file);
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    return typeof owner?.nonce === 'string' ? (owner as Owner) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is a process with this ID. */
export function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Another user's process is there too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isFromBeforeStart({ startedMilliseconds }: Owner): boolean {
  const machineStartMilliseconds = Date.now() - uptime() * 1000;
  return startedMilliseconds < machineStartMilliseconds - clockChangeMilliseconds;
}

/** On Linux the kernel's own number, which no change of the clock moves. */
function startTimeOf(processId: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The second field, the program's name, may hold spaces.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function hostId(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
