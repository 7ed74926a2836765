import * as vscode from 'vscode';
import { isLoopback } from '../../domo/address';
import type { JobChoices } from '../../upload/uploader';

/** What is chosen for one upload; the rest comes from the settings. */
export interface UploadChoices {
  readonly updateMethod: string | undefined;
  readonly hasHeader: boolean;
}

const mebibyte = 1024 * 1024;

export function readJobChoices(choices: UploadChoices, serverUrl: string): JobChoices {
  const settings = vscode.workspace.getConfiguration('domoStreams.upload');
  // Unset means: chosen to fit the file. So only a value that somebody set counts.
  const partSizeMiB = settings.get<number | null>('partSizeMiB', null);
  return {
    ...choices,
    partSizeBytes: partSizeMiB === null ? undefined : partSizeMiB * mebibyte,
    concurrency: settings.get('concurrency', 4),
    compression: compressionFor(settings.get('compression', 'auto'), serverUrl),
    retries: settings.get('retries', 5),
  };
}

/** A network is slower than the compressor, but the way to a server on this machine is not. */
function compressionFor(setting: string, serverUrl: string): 'gzip' | 'none' {
  if (setting === 'auto') return isLoopback(new URL(serverUrl).hostname) ? 'none' : 'gzip';
  return setting === 'gzip' ? 'gzip' : 'none';
}
