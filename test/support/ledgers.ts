import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cut } from '../../src/uploads/upload';
import type { LedgerContents } from '../../src/uploads/queue/ledgerFiles';
import { LedgerFiles } from '../../src/uploads/queue/ledgerFiles';
import type { StoredUpload } from '../../src/uploads/queue/storedUpload';
import { LockHolder } from './lockHolders';
import { withTemporaryFolder } from './temporaryFolder';

/** The stream of all records here. */
export const ledgerStream = { connectionId: 'acme', streamId: 101 };

/** An upload with some parts that the server has. */
export function recordOf(uploadId: string, accepted: number[], cuts: Cut[] = []): StoredUpload {
  return {
    ...ledgerStream,
    streamName: 'Orders',
    choices: { updateMethod: undefined, hasHeader: true },
    upload: {
      uploadId,
      source: { path: '/data/orders.csv', size: 10, modifiedMilliseconds: 1 },
      options: {
        updateMethod: undefined,
        partSizeBytes: 5,
        measuringParts: 0,
        concurrency: 4,
        compression: 'none',
        retries: 5,
      },
      firstOffset: 0,
      firstLine: 1,
      columns: 2,
      execution: { executionId: 7, uploadId: '70' },
      cuts,
      isCut: true,
      accepted,
      commit: 'none',
    },
  };
}

export function cutOf(number: number): Cut {
  const start = (number - 1) * 5;
  return {
    ...{ number, start, end: start + 5, records: 1 },
    ...{ strayQuotes: 0, addBreak: false, nextLine: number + 1 },
  };
}

/** Without fields that JSON does not keep. */
export function asWritten(record: StoredUpload): unknown {
  return JSON.parse(JSON.stringify(record));
}

/** The ledger of a window, in a folder of its own. */
export class LedgerWindow {
  ledger: LedgerFiles;
  readonly #holders: LockHolder[] = [];

  constructor(readonly directory: string) {
    this.ledger = new LedgerFiles(directory);
  }

  hold(): Promise<void> {
    return this.ledger.locks.hold(ledgerStream, 'Orders');
  }

  /** What a later window finds, once this one is closed. */
  async loadLater(): Promise<LedgerContents> {
    await this.ledger.locks.release(ledgerStream);
    this.ledger = new LedgerFiles(this.directory);
    return this.ledger.load();
  }

  /** Another process that asks for the stream. */
  async startHolder(): Promise<LockHolder> {
    const holder = await LockHolder.start(this.directory, ledgerStream);
    this.#holders.push(holder);
    return holder;
  }

  async killHolders(): Promise<void> {
    for (const holder of this.#holders.splice(0)) await holder.kill();
  }

  /** Names in the folder, without that of the locks. */
  files(): string[] {
    return readdirSync(this.directory).filter((name) => name !== 'locks');
  }

  locks(): string[] {
    return readdirSync(join(this.directory, 'locks'));
  }
}

/** Opens a window for each test of a block. */
export function withLedger(): () => LedgerWindow {
  const all = withTemporaryFolder();
  let window: LedgerWindow | undefined;
  beforeEach(() => {
    window = new LedgerWindow(mkdtempSync(join(all().path, 'ledger-')));
  });
  afterEach(() => window?.killHolders());
  return () => {
    assert.ok(window);
    return window;
  };
}
