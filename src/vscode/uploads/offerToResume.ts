import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import { originalPath } from '../../uploads/upload';
import { t } from '../../base/l10n';
import { tell, warn } from '../shell/notify';
import type { UploadEntry } from '../../uploads/queue/uploadEntry';
import type { AsideFile } from '../../uploads/queue/ledgerFiles';
import { fileName, partsText } from '../../uploads/queue/uploadTexts';

/** What a person can do about interrupted uploads. Each shows what fails. */
export interface ResumeActions {
  readonly resume: (entry: UploadEntry) => void;
  readonly resumeAll: () => void;
  readonly cancel: (entry: UploadEntry) => void;
}

/** Tells that uploads were interrupted, and offers to continue them. */
export async function offerToResume(
  entries: readonly UploadEntry[],
  actions: ResumeActions,
): Promise<void> {
  const missing = new Set<UploadEntry>();
  for (const entry of entries) {
    const isThere = await access(originalPath(entry.upload)).then(
      () => true,
      () => false,
    );
    if (!isThere) missing.add(entry);
  }
  for (const entry of missing) void warnOfMissing(entry, actions);
  const resumable = entries.filter((entry) => !missing.has(entry));
  const [first] = resumable;
  if (first)
    await (resumable.length > 1 ? offerList(resumable.length, actions) : offerOne(first, actions));
}

async function offerOne(entry: UploadEntry, actions: ResumeActions): Promise<void> {
  const resume = t('Resume {0}', partsText(entry));
  const cancel = t('Cancel Upload');
  const answer = await tell(
    t('The upload of {0} to {1} was interrupted.', fileName(entry), entry.streamName),
    resume,
    cancel,
  );
  if (answer === resume) actions.resume(entry);
  if (answer === cancel) actions.cancel(entry);
}

async function offerList(count: number, actions: ResumeActions): Promise<void> {
  const resume = t('Resume All');
  const show = t('Show Uploads');
  const answer = await tell(
    t('{0} uploads were interrupted. Resume or cancel them in the list of uploads.', count),
    resume,
    show,
  );
  if (answer === resume) actions.resumeAll();
  if (answer === show) await vscode.commands.executeCommand('domoStreams.uploads.focus');
}

/** The file may be on a drive that is not connected now, so nothing is given up. */
async function warnOfMissing(entry: UploadEntry, actions: ResumeActions): Promise<void> {
  const cancel = t('Cancel Upload');
  const answer = await warn(
    t(
      'The upload of {0} to {1} was interrupted, and its file is no longer there. Put it back and resume the upload, or cancel it.',
      originalPath(entry.upload),
      entry.streamName,
    ),
    cancel,
  );
  if (answer === cancel) actions.cancel(entry);
}

/** Tells of records that can't be read: what they stood for can't be resumed here, but nothing is lost. */
export function warnOfSetAside(setAside: readonly AsideFile[]): void {
  for (const { file, isNewer } of setAside)
    void warn(
      isNewer
        ? t(
            'An unfinished upload was written down by a newer version of this extension. Update it to resume the upload. Its record was set aside as {0}.',
            file,
          )
        : t(
            'An unfinished upload can’t be resumed, as its record can’t be read. It was set aside as {0}.',
            file,
          ),
    );
}
