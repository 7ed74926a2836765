import { choiceField, textField, idField } from '../../base/arguments';
import type { JsonObject } from '../../base/json';
import { placesField } from '../../base/places';
import type { Change } from '../../documents/changeTexts';
import type { ChangePreview } from '../../documents/changePreview';
import { templateTransports } from '../../documents/templates';
import { returning, returningNothing } from '../command';
import {
  both,
  inDocument,
  inExistingDocument,
  inStreamDocument,
  inView,
  onDefinitionFile,
  onListedDocument,
  oneRow,
  onRow,
} from '../conditions';
import {
  anyExecution,
  anyStream,
  at,
  confirmed,
  connection,
  execution,
  hasConnections,
  row,
  stream,
} from '../parts';

/** The commands for documents, and for streams as documents. */
export const documentCommands = {
  'stream.open': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: stream,
    icon: 'go-to-file',
    places: [row(anyStream, '1_open@1')],
  }),
  'stream.create': returning<{ uri: string }>()({
    fields: { ...connection, transport: choiceField(templateTransports) },
    icon: 'new-file',
    places: [
      at('view/title', both(inView('streams'), hasConnections), '2_new@1'),
      row(onRow('connection', 'writable'), '1_new@1'),
    ],
  }),
  'stream.createFromFile': returning<{ uri: string }>()({
    fields: { ...connection, uri: placesField },
    places: [
      at('view/title', both(inView('streams'), hasConnections), '2_new@2'),
      row(onRow('connection', 'writable'), '1_new@2'),
    ],
  }),
  'stream.compare': returning<Change[]>()({
    fields: { ...stream, otherConnectionId: textField, otherStreamId: idField },
    icon: 'compare-changes',
    places: [
      row(anyStream, '4_definition@1'),
      at('editor/title', inStreamDocument, '2_domoStreams@1'),
    ],
  }),
  'stream.saveDefinition': returning<{ uri: string; definition: JsonObject }>()({
    fields: { ...stream, uri: placesField },
    icon: 'save-as',
    places: [
      row(anyStream, '4_definition@2'),
      at('editor/title', inStreamDocument, '2_domoStreams@2'),
    ],
  }),
  'stream.applyDefinition': returning<JsonObject | { uri: string } | undefined>()({
    fields: { ...stream, uri: placesField, ...confirmed },
    icon: 'arrow-circle-up',
    places: [
      row(onRow('stream', 'writable'), '4_definition@3'),
      at('explorer/context', both(onDefinitionFile, oneRow), '6_domoStreams@2'),
      at('editor/title/context', onDefinitionFile, '6_domoStreams@2'),
    ],
  }),
  'stream.restore': returning<JsonObject | undefined>()({
    fields: { ...stream, version: idField, ...confirmed },
    icon: 'history',
    places: [
      row(onRow('stream', 'writable', 'restorable'), '4_definition@4'),
      at(
        'editor/title',
        both(inExistingDocument, onListedDocument('restorable')),
        '1_domoStreams@2',
      ),
    ],
  }),
  'document.preview': returning<ChangePreview>()({
    fields: { uri: textField },
    icon: 'diff',
    palette: inExistingDocument,
    places: [at('editor/title', inExistingDocument, 'navigation@2')],
  }),
  'document.saveToDomo': returning<JsonObject | undefined>()({
    fields: { uri: textField, ...confirmed },
    icon: 'cloud-upload',
    palette: inDocument,
    places: [at('editor/title', both(inDocument, onListedDocument('drafts')), 'navigation@1')],
  }),
  'document.discardDraft': returningNothing({
    fields: { uri: textField, ...confirmed },
    icon: 'discard',
    palette: both(inDocument, onListedDocument('drafts')),
    places: [at('editor/title', both(inDocument, onListedDocument('drafts')), '1_domoStreams@1')],
  }),
  'execution.open': returning<JsonObject | JsonObject[]>()({
    actsOn: 'selection',
    fields: execution,
    icon: 'go-to-file',
    places: [row(anyExecution, '1_open@1')],
  }),
} as const;
