import { choiceField, flagField } from '../../base/arguments';
import { placesField } from '../../base/places';
import { legacyEncodings } from '../../uploads/formats/recipe';
import type { UploadSummary } from '../../uploads/queue/uploadEntry';
import { updateMethods } from '../../domo/api/model';
import { returning, returningNothing } from '../command';
import { both, inView, keyName, onRow } from '../conditions';
import { at, confirmed, row, stream, upload } from '../parts';

/** The commands for uploads. */
export const uploadCommands = {
  'file.upload': returning<UploadSummary | UploadSummary[]>()({
    fields: {
      ...stream,
      uris: placesField,
      updateMethod: choiceField(updateMethods),
      header: flagField,
      encoding: choiceField(legacyEncodings),
      allowLargeArchive: flagField,
      ...confirmed,
    },
    icon: 'cloud-upload',
    places: [
      at('view/title', inView('uploads'), 'navigation@1'),
      row(onRow('stream', 'writable', 'takesFiles'), 'inline@1'),
      row(onRow('stream', 'writable', 'takesFiles'), '2_feed@1'),
      at('explorer/context', '!explorerResourceIsFolder', '6_domoStreams@1'),
      at(
        'editor/title/context',
        'resourceScheme == file || resourceScheme == vscode-remote',
        '6_domoStreams@1',
      ),
    ],
  }),
  'upload.pause': returning<UploadSummary>()({
    fields: upload,
    icon: 'debug-pause',
    palette: keyName('hasRunningUploads'),
    places: [
      row(onRow('upload', 'running'), 'inline@1'),
      row(onRow('upload', 'running'), '1_run@1'),
    ],
  }),
  'upload.resume': returning<UploadSummary>()({
    fields: upload,
    icon: 'debug-continue',
    palette: keyName('hasPausedUploads'),
    places: [row(onRow('upload', 'paused'), 'inline@1'), row(onRow('upload', 'paused'), '1_run@1')],
  }),
  'upload.resumeAll': returning<UploadSummary[]>()({
    fields: {},
    icon: 'debug-continue',
    palette: keyName('hasPausedUploads'),
    places: [at('view/title', both(inView('uploads'), keyName('hasPausedUploads')), '1_run@1')],
  }),
  'upload.retry': returning<UploadSummary>()({
    fields: { ...upload, ...confirmed },
    icon: 'refresh',
    palette: keyName('hasFailedUploads'),
    places: [row(onRow('upload', 'failed'), 'inline@1'), row(onRow('upload', 'failed'), '1_run@1')],
  }),
  'upload.cancel': returning<UploadSummary>()({
    fields: upload,
    icon: 'close',
    palette: `${keyName('hasRunningUploads')} || ${keyName('hasPausedUploads')}`,
    places: [
      row(onRow('upload', 'running'), 'inline@2'),
      row(onRow('upload', 'paused'), 'inline@2'),
      row(onRow('upload', 'running'), '1_run@2'),
      row(onRow('upload', 'paused'), '1_run@2'),
    ],
  }),
  'upload.clearFinished': returningNothing({
    fields: {},
    icon: 'clear-all',
    palette: keyName('hasEndedUploads'),
    places: [at('view/title', both(inView('uploads'), keyName('hasEndedUploads')), 'navigation@2')],
  }),
} as const;
