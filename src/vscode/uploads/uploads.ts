import { basename, join } from 'node:path';
import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { logError } from '../../base/errorTexts';
import { formatRows } from '../../base/format';
import { t } from '../../base/l10n';
import type { Stream } from '../../domo/api/model';
import type { LegacyEncoding } from '../../uploads/formats/recipe';
import type { Inspection } from '../../uploads/plan/inspect';
import {
  addBatch,
  inspectAll,
  type BatchChoices,
  type ShowProgress,
  type UploadBatch,
} from '../../uploads/queue/uploadBatch';
import { isUnfinished, type UploadEntry } from '../../uploads/queue/uploadEntry';
import { LocalFiles } from '../../uploads/queue/localFiles';
import { LedgerFiles } from '../../uploads/queue/ledgerFiles';
import { UploadLedger } from '../../uploads/queue/uploadLedger';
import { UploadList } from '../../uploads/queue/uploadList';
import { UploadQueue } from '../../uploads/queue/uploadQueue';
import type { ConnectionServices } from '../connections/services';
import type { Executions } from '../executions/executions';
import type { CommandRegistry } from '../shell/commandRegistry';
import { fileEncoding } from '../shell/fileEncoding';
import { tell, warn } from '../shell/notify';
import type { Streams } from '../streams/streams';
import { clicked } from '../shell/invocation';
import type { StreamIds } from '../../connections/ids';
import type { FileForStream } from '../../documents/documentFiles';
import type { Documents } from '../documents/documents';
import { uploadFiles } from './fileUpload';
import type { ResumeActions } from './offerToResume';
import { resumeAll, resumeRefused } from './resumeUploads';
import type { UploadServices } from './services';
import { showUploads } from './showInTree';
import { UploadHandover } from './uploadHandover';
import { cancelUpload, pauseUpload, UploadStarts } from './uploadCommands';
import { UploadTargets } from './uploadTargets';
import { runBatch } from './uploadRuns';
import { readUploadSettings } from './uploadSettings';
import { UploadStatusBar } from './uploadStatusBar';
import { UploadsView } from './uploadsView';

/** Uploads as other features use them. */
export class Uploads implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #services: UploadServices;
  readonly #starts: UploadStarts;
  readonly queue: UploadQueue;

  constructor(
    context: vscode.ExtensionContext,
    services: ConnectionServices,
    streams: Streams,
    executions: Executions,
    documents: Documents,
  ) {
    const { extensionPath, globalStorageUri } = context;
    const { settings, log } = services;
    const conversionFolder = join(globalStorageUri.fsPath, 'converted');
    const fileWorkerFile = join(extensionPath, 'dist', 'fileWorker.js');
    const own = this.#disposables;
    const list = own.add(new UploadList());
    const files = own.add(new LocalFiles({ fileWorkerFile, conversionFolder }, fileEncoding));
    const ledgerFiles = new LedgerFiles(join(globalStorageUri.fsPath, 'uploads'));
    const ledger = new UploadLedger({ files: ledgerFiles, list, converted: files, log, warn });
    const targets = new UploadTargets(services);
    this.queue = new UploadQueue({
      ...{ targets, list, ledger, files, log },
      settings: () => readUploadSettings(settings),
      pollMilliseconds: () => settings.get('executions.pollSeconds') * 1000,
    });
    this.#services = { ...services, streams, executions, documents, queue: this.queue };
    this.#starts = new UploadStarts(this.#services);
    own.add(new UploadHandover(this.queue, ledger, conversionFolder, this.#resumeActions(), log));
    own.add(new UploadsView(this.queue));
    own.add(new UploadStatusBar(this.queue));
    own.add(showUploads(this.queue, streams.tree));
  }

  registerCommands(registry: CommandRegistry): void {
    const services = this.#services;
    const starts = this.#starts;
    registry.add('file.upload', (invocation) => uploadFiles(services, invocation));
    registry.add('upload.pause', (invocation) => pauseUpload(services, invocation));
    registry.add('upload.resume', (invocation) => starts.resume(invocation));
    registry.add('upload.resumeAll', (invocation) => resumeAll(services, invocation));
    registry.add('upload.retry', (invocation) => starts.retry(invocation));
    registry.add('upload.cancel', (invocation) => cancelUpload(services, invocation));
    registry.add('upload.clearFinished', () => services.queue.clearFinished());
  }

  /** Uploads the file that a stream was made from: it fits, so nobody is asked. A failure is shown. */
  uploadNew({ ids, streamName, path, hasHeader }: FileForStream): void {
    this.#run('file.upload', ids.connectionId, async () => {
      const given = { ...ids, uris: [path], header: hasHeader };
      const done = await uploadFiles(this.#services, { ...clicked(given), asks: false });
      const [rows = 0] = [done].flat().map(({ rowsSent }) => rowsSent);
      void tell(t('{0} → {1}: {2} uploaded.', basename(path), streamName, formatRows(rows)));
    });
  }

  /** Uploads files for a person, who is asked and shown what fails. */
  upload({ connectionId, streamId }: StreamIds, uris: readonly vscode.Uri[]): void {
    this.#run('file.upload', connectionId, () =>
      uploadFiles(this.#services, { ...clicked({ connectionId, streamId }), uris }),
    );
  }

  /** Looks at files before anything of them is sent. @throws UploadError with the reason why one can't be uploaded */
  inspect(
    paths: readonly string[],
    stream: Stream,
    encoding: LegacyEncoding | undefined,
  ): Promise<Inspection[]> {
    return inspectAll(this.queue, paths, stream, encoding);
  }

  /** Puts files on the list of uploads, where they wait to be run. */
  add(batch: UploadBatch, choices: BatchChoices): Promise<UploadEntry[]> {
    return addBatch(this.queue, batch, choices);
  }

  /** Runs uploads in order; the first failure stops the rest. Asks nobody. */
  run(entries: readonly UploadEntry[], showProgress: ShowProgress): Promise<void> {
    return runBatch(this.#services, entries, false, showProgress);
  }

  /** How many uploads to a connection are unfinished. */
  unfinishedCount(connectionId: string): number {
    return this.#to(connectionId).filter(isUnfinished).length;
  }

  /** Continues the uploads that the connection's former token stopped. */
  resumeRefused(connectionId: string): Promise<void> {
    return resumeRefused(this.#services, connectionId);
  }

  /** Ends the uploads to a connection, and aborts their executions in Domo. */
  async end(connectionId: string): Promise<void> {
    for (const entry of this.#to(connectionId)) await endUpload(this.#services, entry);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #resumeActions(): ResumeActions {
    const one = ({
      upload: { uploadId },
    }: UploadEntry): ReturnType<typeof clicked<{ uploadId: string }>> => clicked({ uploadId });
    return {
      resume: (entry) =>
        this.#run('upload.resume', entry.connectionId, () => this.#starts.resume(one(entry))),
      resumeAll: () =>
        this.#run('upload.resumeAll', undefined, () => resumeAll(this.#services, clicked({}))),
      cancel: (entry) =>
        this.#run('upload.cancel', entry.connectionId, () =>
          cancelUpload(this.#services, one(entry)),
        ),
    };
  }

  #run(name: string, connectionId: string | undefined, task: () => Promise<unknown>): void {
    void this.#services.failures.run(name, task, connectionId);
  }

  #to(connectionId: string): UploadEntry[] {
    return this.queue.list.entries.filter((entry) => entry.connectionId === connectionId);
  }
}

/** Ends an upload. One that can't be ended in Domo does not keep its connection from being removed. */
async function endUpload({ queue, log }: UploadServices, entry: UploadEntry): Promise<void> {
  try {
    await queue.cancel(entry);
    await queue.stopped(entry);
  } catch (error) {
    logError(log, `Canceling the upload ${entry.upload.uploadId}`, error);
  }
  await queue.remove(entry);
}
