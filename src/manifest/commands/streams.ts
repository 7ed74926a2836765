import { choiceField, textField } from '../../base/arguments';
import type { JsonObject } from '../../base/json';
import { searchKeys } from '../../domo/api/model';
import { returning, returningNothing } from '../command';
import { both, inView, keyName, onRow, views } from '../conditions';
import {
  anyConnection,
  anyStream,
  at,
  confirmed,
  connection,
  hasConnections,
  row,
  stream,
} from '../parts';

/** The commands of the Streams view. */
export const streamCommands = {
  'stream.delete': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: { ...stream, ...confirmed },
    icon: 'trash',
    places: [row(onRow('stream', 'writable'), '9_delete@1')],
  }),
  'stream.search': returning<JsonObject[]>()({
    fields: { ...connection, key: choiceField(searchKeys), value: textField },
    icon: 'search',
    places: [
      at('view/title', both(inView('streams'), hasConnections), 'navigation@1'),
      row(anyConnection, 'inline@1'),
      row(anyConnection, '2_find@1'),
    ],
  }),
  'stream.clearSearch': returningNothing({
    actsOn: 'selection',
    fields: connection,
    icon: 'clear-all',
    enablement: keyName('searching'),
    places: [
      at('view/title', both(inView('streams'), keyName('searching')), 'navigation@2'),
      row(onRow('connection', 'searched'), '2_find@2'),
    ],
  }),
  'tree.find': returning<JsonObject[]>()({
    fields: {},
    isInternal: true,
    key: { key: 'ctrl+f', mac: 'cmd+f', when: `focusedView == ${views.streams}` },
  }),
  refresh: returningNothing({
    actsOn: 'anySelection',
    fields: stream,
    icon: 'refresh',
    places: [
      at('view/title', both(inView('streams'), hasConnections), 'navigation@4'),
      row(anyConnection, 'inline@2'),
      row(anyConnection, '3_refresh@1'),
      row(anyStream, '3_refresh@1'),
    ],
  }),
  'tree.loadMore': returningNothing({ fields: stream, isInternal: true }),
  showLog: returningNothing({
    fields: {},
    icon: 'output',
    places: [
      at('view/title', inView('streams'), '9_log@1'),
      row(onRow('upload', 'failed'), '2_log@1'),
    ],
  }),
} as const;
