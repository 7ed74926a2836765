import type { UploadSettings } from '../../uploads/upload';
import type { Settings } from '../shell/settings';

const mebibyte = 1024 * 1024;

/** What the settings say of every upload. */
export function readUploadSettings(settings: Settings): UploadSettings {
  const partSizeMiB = settings.get('upload.partSizeMiB');
  return {
    partSizeBytes: partSizeMiB === null ? undefined : partSizeMiB * mebibyte,
    concurrency: settings.get('upload.concurrency'),
    compression: settings.get('upload.compression'),
    retries: settings.get('upload.retries'),
  };
}
