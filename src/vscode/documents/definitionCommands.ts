import { basename } from 'node:path';
import * as vscode from 'vscode';
import { text } from '../../base/text';
import type { JsonObject } from '../../base/json';
import { parseDocumentPath } from '../../documents/documentPath';
import { changesBetween, type Change } from '../../documents/changeTexts';
import { applyDefinition, definitionOf } from '../../documents/definition';
import { parseDefinition, parseDocument } from '../../documents/parse';
import { titleOf } from './readOnlyTexts';
import { renderDocument } from '../../documents/render';
import { tabOf, streamUri } from './uris';
import { t } from '../../base/l10n';
import { pick } from '../shell/quickInput';
import { optionalId, optionalText } from '../../base/arguments';
import { documentInFront } from './documentInFront';
import { filesOf } from '../shell/chooseFiles';
import { openTemplate } from './newStreams/newStreamCommands';
import { showPreview } from './showPreview';
import {
  cancelledIfUndefined,
  type CommandRegistry,
  type Invocation,
} from '../shell/commandRegistry';
import { restoreVersion } from './restoreVersion';
import { saveToDomo } from './saveToDomo';
import type { DocumentServices } from './services';
import { chooseConnection, type Purpose } from '../connections/chooseConnection';

export function registerDefinitionCommands(
  registry: CommandRegistry,
  services: DocumentServices,
): void {
  registry.add('stream.compare', (invocation) => compareStreams(services, invocation));
  registry.add('stream.saveDefinition', (invocation) => saveDefinition(services, invocation));
  registry.add('stream.applyDefinition', (invocation) => applyFile(services, invocation));
  registry.add('stream.restore', async (invocation) =>
    restoreVersion(services, invocation, await documentOf(services, invocation)),
  );
}

/** A stream, and its body as its open document has it, or else Domo. */
interface Subject {
  readonly uri: vscode.Uri;
  readonly connectionId: string;
  readonly streamId: number;
  readonly connectionName: string;
  readonly body: JsonObject;
}

/** The stream whose document is in front, where none is given. */
async function subjectOf(
  services: DocumentServices,
  invocation: Invocation,
  purpose: Purpose = 'read',
): Promise<Subject> {
  const inFront =
    invocation.given['streamId'] === undefined ? documentInFront(invocation) : undefined;
  const ref = inFront && parseDocumentPath(inFront.path);
  const given = ref && ref.type !== 'new' ? { ...ref, ...invocation.given } : invocation.given;
  const { connection, streamId } = await services.streams.choose({ ...invocation, given }, purpose);
  const { id: connectionId, name: connectionName } = connection;
  const document = inFront && tabOf(inFront);
  if (inFront && document && ref?.type === 'stream')
    // What was typed counts, and it can be kept where the stream itself is gone.
    return {
      uri: inFront,
      connectionId,
      streamId,
      connectionName,
      body: parseDocument(document.getText()),
    };
  const client = await services.clients.get(connectionId);
  const stream = await client.streams.get(streamId);
  const uri = streamUri(connectionId, streamId, stream.name);
  return { uri, connectionId, streamId, connectionName, body: stream.raw };
}

async function documentOf(services: DocumentServices, invocation: Invocation): Promise<vscode.Uri> {
  const inFront =
    invocation.given['streamId'] === undefined ? documentInFront(invocation) : undefined;
  return inFront ?? (await subjectOf(services, invocation, 'change')).uri;
}

/** Compares what two streams, of one connection or two, are defined as. */
async function compareStreams(
  services: DocumentServices,
  invocation: Invocation,
): Promise<Change[]> {
  const first = await subjectOf(services, invocation);
  const second = await otherSubject(services, invocation, first);
  const [left, right] = [definitionOf(first.body), definitionOf(second.body)];
  const { texts } = services.documents;
  const title = `${titleOf(first.uri)} (${first.connectionName}) ↔ ${titleOf(second.uri)} (${second.connectionName})`;
  if (!invocation.isProgram)
    await vscode.commands.executeCommand(
      'vscode.diff',
      texts.add(first.uri.path, left),
      texts.add(second.uri.path, right),
      title,
    );
  return changesBetween(left, right);
}

async function otherSubject(
  services: DocumentServices,
  { given, isProgram }: Invocation,
  first: Subject,
): Promise<Subject> {
  const streamId = optionalId(given, 'otherStreamId');
  const connectionId =
    optionalText(given, 'otherConnectionId') ?? (isProgram ? first.connectionId : undefined);
  const other = {
    ...(connectionId !== undefined && { connectionId }),
    ...(streamId !== undefined && { streamId }),
  };
  const target = await services.streams.choose({ given: other, all: [], raw: [], isProgram });
  const ids = { connectionId: target.connection.id, streamId: target.streamId };
  return subjectOf(services, { given: ids, all: [], raw: [], isProgram: true });
}

/** Writes what a person defines of a stream into a file, for git or for another stream. */
async function saveDefinition(
  services: DocumentServices,
  invocation: Invocation,
): Promise<{ uri: string; definition: JsonObject }> {
  const subject = await subjectOf(services, invocation);
  const definition = definitionOf(subject.body);
  const [given] = invocation.isProgram ? (filesOf(invocation, 'uri') ?? []) : [];
  const uri = given ?? (await askWhereTo(subject.uri));
  await vscode.workspace.fs.writeFile(uri, Buffer.from(renderDocument(definition)));
  if (!invocation.isProgram) await vscode.window.showTextDocument(uri, { preview: false });
  return { uri: uri.toString(), definition };
}

async function askWhereTo(document: vscode.Uri): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  // The file systems of some machines refuse these characters.
  const name = basename(document.path).replace(/["*:<>?|]/g, '_');
  const picked = await vscode.window.showSaveDialog({
    title: t('Save Definition to File'),
    saveLabel: t('Save'),
    filters: { [t('Stream definition')]: ['stream.json', 'json'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  return cancelledIfUndefined(picked);
}

/** Makes a stream, or a new one, what a file says. Nothing is sent before the person has seen it. */
async function applyFile(
  services: DocumentServices,
  invocation: Invocation,
): Promise<JsonObject | undefined | { uri: string }> {
  const [file] = filesOf(invocation, 'uri') ?? (await askForDefinition());
  const { uri } = cancelledIfUndefined(file && { uri: file });
  const content = (await vscode.workspace.openTextDocument(uri)).getText();
  const definition = parseDefinition(content, text('Not applied'));
  const connection = await chooseConnection(services, invocation, 'change');
  const given = { ...invocation.given, connectionId: connection.id };
  if (await isForNewStream(invocation)) {
    const template = renderDocument(applyDefinition({}, definition));
    return openTemplate(services, connection.id, { text: template });
  }
  const { streamId } = await services.streams.choose({ ...invocation, given }, 'change');
  const subject = await subjectOf(services, { ...invocation, given: { ...given, streamId } });
  await services.documents.previews.edit(subject.uri, (body) => applyDefinition(body, definition));
  if (invocation.isProgram) return saveToDomo(services, invocation, subject.uri);
  await showPreview(services, invocation, subject.uri);
  return subject.body;
}

async function isForNewStream({ given, isProgram }: Invocation): Promise<boolean> {
  if (isProgram || given['streamId'] !== undefined) return given['streamId'] === undefined;
  const items = [
    {
      label: t('A stream that is there'),
      detail: t('You see what changes before anything is saved.'),
      isNew: false,
    },
    { label: t('A new stream'), detail: t('Its first save creates it.'), isNew: true },
  ];
  const picked = await pick(items, {
    title: t('Apply Definition'),
    placeHolder: t('Apply it to what?'),
  });
  return cancelledIfUndefined(picked).isNew;
}

async function askForDefinition(): Promise<vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    title: t('Apply Definition'),
    openLabel: t('Apply'),
    filters: { [t('Stream definition')]: ['json'] },
  });
  return cancelledIfUndefined(picked);
}
