import * as vscode from 'vscode';
import type { CompressionSetting } from '../../upload/compression';
import type { JobChoices } from '../../upload/uploader';

/** What is chosen for one upload; the rest comes from the settings. */
export interface UploadChoices {
  readonly updateMethod: string | undefined;
  readonly hasHeader: boolean;
}

const mebibyte = 1024 * 1024;

/** What the settings say of every upload. */
export function readUploadSettings(): Omit<JobChoices, keyof UploadChoices> {
  const settings = vscode.workspace.getConfiguration('domoStreams.upload');
  // Unset means: chosen to fit the file. So only a value that somebody set counts.
  const partSizeMiB = settings.get<number | null>('partSizeMiB', null);
  return {
    partSizeBytes: partSizeMiB === null ? undefined : partSizeMiB * mebibyte,
    concurrency: settings.get('concurrency', 4),
    compression: settings.get<CompressionSetting>('compression', 'auto'),
    retries: settings.get('retries', 5),
  };
}
