import * as vscode from 'vscode';
import type { CompressionSetting } from '../../uploads/send/compression';
import type { UploadSettings } from '../../uploads/upload';
import { numberSetting } from '../shell/settings';

const mebibyte = 1024 * 1024;

/** What the settings say of every upload. */
export function readUploadSettings(): UploadSettings {
  const settings = vscode.workspace.getConfiguration('domoStreams.upload');
  // Unset means: chosen to fit the file. So only a value that somebody set counts.
  const partSizeMiB = numberSetting('upload.partSizeMiB', undefined);
  return {
    partSizeBytes: partSizeMiB === undefined ? undefined : partSizeMiB * mebibyte,
    concurrency: numberSetting('upload.concurrency', 4),
    compression: settings.get<CompressionSetting>('compression', 'auto'),
    retries: numberSetting('upload.retries', 5),
  };
}
