import { flagField, textField } from '../../base/arguments';
import type { Connection } from '../../connections/connection';
import { returning } from '../command';
import { inView, keyName, onRow } from '../conditions';
import { anyConnection, at, confirmed, connection, hasConnections, row } from '../parts';

/** The commands for connections. */
export const connectionCommands = {
  'connection.add': returning<Connection>()({
    fields: { url: textField, token: textField, name: textField, readOnly: flagField },
    icon: 'add',
    places: [at('view/title', inView('streams'), 'navigation@3')],
  }),
  'connection.addSandbox': returning<Connection>()({
    fields: {},
    icon: 'beaker',
    returnsAlways: true,
    places: [at('view/title', inView('streams'), '1_connect@1')],
  }),
  'connection.edit': returning<Connection>()({
    fields: {
      ...connection,
      url: textField,
      token: textField,
      name: textField,
      readOnly: flagField,
    },
    icon: 'edit',
    palette: hasConnections,
    places: [row(anyConnection, '8_edit@1')],
  }),
  'connection.remove': returning<Connection>()({
    fields: { ...connection, ...confirmed },
    icon: 'trash',
    palette: hasConnections,
    places: [row(anyConnection, '9_remove@1')],
  }),
  'connection.moveUp': returning<Connection[]>()({
    fields: connection,
    palette: keyName('hasSeveralConnections'),
    places: [row(onRow('connection', 'movesUp'), '8_edit@2')],
  }),
  'connection.moveDown': returning<Connection[]>()({
    fields: connection,
    palette: keyName('hasSeveralConnections'),
    places: [row(onRow('connection', 'movesDown'), '8_edit@3')],
  }),
} as const;
