import { join } from 'node:path';
import { removeFile } from '../../base/files';
import type { Upload } from '../upload';

/** Whether the upload's file is converted already, so that its parts are cut from a file of our own. */
export function isConverted({ conversion, source }: Upload): boolean {
  return conversion !== undefined && source.path !== conversion.original.path;
}

/** The path of the converted file of an upload. */
export function convertedPath(folder: string, uploadId: string): string {
  return join(folder, `${uploadId}.csv`);
}

/** Removes the converted file of an upload that has ended, if it has one. */
export function discardConverted(folder: string, uploadId: string): Promise<void> {
  return removeFile(convertedPath(folder, uploadId));
}
