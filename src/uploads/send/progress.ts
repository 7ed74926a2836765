import type { Cut, Upload } from '../upload';

export type UploadPhase = 'preparing' | 'sending' | 'committing' | 'waiting';

/** How far an upload is; bytes are those of the file. */
export interface ProgressSnapshot {
  readonly phase: UploadPhase;
  /** How much of the file is converted, from 0 to 1; undefined where nothing is. */
  readonly convertedShare: number | undefined;
  readonly totalBytes: number;
  /** In parts that the server has. */
  readonly acceptedBytes: number;
  /** Handed to connections, accepted or not. */
  readonly sentBytes: number;
  readonly acceptedParts: number;
  /** Exact once the file is cut, else estimated. */
  readonly totalParts: number;
  readonly acceptedRecords: number;
  readonly retries: number;
}

/** Counts for one upload. */
export class Progress {
  #phase: UploadPhase = 'preparing';
  #convertedShare: number | undefined;
  #acceptedBytes = 0;
  #acceptedParts = 0;
  #acceptedRecords = 0;
  #inFlightBytes = 0;
  #retries = 0;

  constructor(
    private readonly upload: Upload,
    private readonly onChange: (snapshot: ProgressSnapshot) => void,
  ) {
    const accepted = new Set(upload.accepted);
    for (const cut of upload.cuts) if (accepted.has(cut.number)) this.#count(cut);
  }

  get snapshot(): ProgressSnapshot {
    const { cuts, isCut, firstOffset, source, options } = this.upload;
    const restBytes = source.size - (cuts.at(-1)?.end ?? firstOffset);
    return {
      phase: this.#phase,
      convertedShare: this.#convertedShare,
      totalBytes: isCut
        ? (cuts.at(-1)?.end ?? firstOffset) - firstOffset
        : source.size - firstOffset,
      acceptedBytes: this.#acceptedBytes,
      sentBytes: this.#acceptedBytes + this.#inFlightBytes,
      acceptedParts: this.#acceptedParts,
      totalParts: cuts.length + (isCut ? 0 : Math.ceil(restBytes / options.partSizeBytes)),
      acceptedRecords: this.#acceptedRecords,
      retries: this.#retries,
    };
  }

  enter(phase: UploadPhase): void {
    this.#phase = phase;
    this.#tell();
  }

  converted(share: number): void {
    this.#convertedShare = share;
    this.#tell();
  }

  accepted(cut: Cut): void {
    this.#count(cut);
    this.#tell();
  }

  retried(): void {
    this.#retries += 1;
    this.#tell();
  }

  /** Counts the bytes of one try of a part until the try ends, well or not. */
  startPart(): { add: (bytes: number) => void; end: () => void } {
    let handedOn = 0;
    return {
      add: (bytes) => {
        handedOn += bytes;
        this.#inFlightBytes += bytes;
        this.#tell();
      },
      end: () => {
        this.#inFlightBytes -= handedOn;
        handedOn = 0;
      },
    };
  }

  #count(cut: Cut): void {
    this.#acceptedBytes += cut.end - cut.start;
    this.#acceptedParts += 1;
    this.#acceptedRecords += cut.records;
  }

  #tell(): void {
    this.onChange(this.snapshot);
  }
}
