import type { Disposable } from '../../base/disposable';
import type { Stream } from '../../domo/api/model';
import { discardConverted } from '../formats/convertedFile';
import type { LegacyEncoding } from '../formats/recipe';
import type { FileThreads } from '../send/fileThreads';
import type { Inspection } from '../plan/inspect';
import type { Upload } from '../upload';
import type { UploadContext } from '../engine';

/** Files and folders of the extension's own. */
export interface UploadPlaces {
  /** The bundle that cuts and converts large files. */
  readonly fileWorkerFile: string;
  /** Holds converted files. */
  readonly conversionFolder: string;
}

/** What is done with files on this side: the look at them, and the threads that cut and convert them. */
export class LocalFiles implements Disposable {
  #threads: FileThreads | undefined;

  /** @param encodingOf what is set for files at a path that are not Unicode */
  constructor(
    private readonly places: UploadPlaces,
    private readonly encodingOf: (path: string) => LegacyEncoding | undefined,
  ) {}

  /** Looks at a file before anything is sent. @throws UploadError with the reason why it can't be uploaded */
  async inspect(path: string, stream: Stream, encoding?: LegacyEncoding): Promise<Inspection> {
    const { inspect } = await import('../engine');
    const inspection = await inspect(path, stream, encoding ?? this.encodingOf(path));
    // The thread starts while a person looks at what was found.
    (await this.#fileThreads()).prepareFor(inspection);
    return inspection;
  }

  /** What an upload works with. */
  async means(): Promise<Pick<UploadContext, 'threads' | 'conversionFolder'>> {
    const { conversionFolder } = this.places;
    return { conversionFolder, threads: await this.#fileThreads() };
  }

  /** Removes the converted file of an upload that has ended, if it has one. */
  discardConverted({ uploadId }: Upload): Promise<void> {
    return discardConverted(this.places.conversionFolder, uploadId);
  }

  dispose(): void {
    void this.#threads?.stop();
  }

  async #fileThreads(): Promise<FileThreads> {
    const { FileThreads } = await import('../engine');
    return (this.#threads ??= new FileThreads(this.places.fileWorkerFile));
  }
}
