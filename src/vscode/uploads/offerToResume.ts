import * as vscode from 'vscode';
import { t } from '../ui/l10n';
import { tell, warn } from '../ui/notify';
import type { UploadEntry } from './uploadEntry';
import { fileName, partsText } from './words';

/** Tells that uploads were interrupted, and offers to go on with them. */
export async function offerToResume(entries: readonly UploadEntry[]): Promise<void> {
  const [first] = entries;
  if (!first) return;
  if (entries.length > 1) return offerList(entries.length);
  const resume = t('Resume {0}', partsText(first));
  const cancel = t('Cancel Upload');
  const answer = await tell(
    t('The upload of {0} to {1} was interrupted.', fileName(first), first.streamName),
    resume,
    cancel,
  );
  const commands = { [resume]: 'domoStreams.upload.resume', [cancel]: 'domoStreams.upload.cancel' };
  const command = answer && commands[answer];
  if (command) await vscode.commands.executeCommand(command, { type: 'upload', entry: first });
}

async function offerList(count: number): Promise<void> {
  const show = t('Show Uploads');
  const answer = await tell(
    t('{0} uploads were interrupted. Resume or cancel them in the list of uploads.', count),
    show,
  );
  if (answer) await vscode.commands.executeCommand('domoStreams.uploads.focus');
}

/** Tells of records that can't be read: what they stood for can't be resumed here, but nothing is lost. */
export function warnOfSetAside(files: readonly string[]): void {
  for (const file of files)
    void warn(
      t(
        'An unfinished upload can’t be resumed, as its record can’t be read. It was set aside as {0}.',
        file,
      ),
    );
}
