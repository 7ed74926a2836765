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
import { missingField } from '../../base/arguments';
import { documentInFront } from './documentInFront';
import { filesOf } from '../shell/chooseFiles';
import { openTemplate } from './newStreams/newStreamCommands';
import { showPreview } from './showPreview';
import type { CommandGiven } from '../../manifest/commands';
import type { Open, StreamIds } from '../../connections/ids';
import type { CommandRegistry } from '../shell/commandRegistry';
import { cancelledIfUndefined, withGiven, type Invocation } from '../shell/invocation';
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

type StreamInvocation = Invocation<Open<StreamIds>>;
type ApplyInvocation = Invocation<CommandGiven<'stream.applyDefinition'>>;

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
  invocation: StreamInvocation,
  purpose: Purpose = 'read',
): Promise<Subject> {
  const inFront = invocation.given.streamId === undefined ? documentInFront(invocation) : undefined;
  const ref = inFront && parseDocumentPath(inFront.path);
  const given = ref && ref.type !== 'new' ? { ...ref, ...invocation.given } : invocation.given;
  const { connection, streamId } = await services.streams.choose(
    withGiven(invocation, given),
    purpose,
  );
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

async function documentOf(
  services: DocumentServices,
  invocation: StreamInvocation,
): Promise<vscode.Uri> {
  const inFront = invocation.given.streamId === undefined ? documentInFront(invocation) : undefined;
  return inFront ?? (await subjectOf(services, invocation, 'change')).uri;
}

/** Compares what two streams, of one connection or two, are defined as. */
async function compareStreams(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'stream.compare'>>,
): Promise<Change[]> {
  const first = await subjectOf(services, invocation);
  const second = await otherSubject(services, invocation, first);
  const [left, right] = [definitionOf(first.body), definitionOf(second.body)];
  const { texts } = services.documents;
  const title = `${titleOf(first.uri)} (${first.connectionName}) ↔ ${titleOf(second.uri)} (${second.connectionName})`;
  if (invocation.asks)
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
  invocation: Invocation<CommandGiven<'stream.compare'>>,
  first: Subject,
): Promise<Subject> {
  const { asks, given } = invocation;
  const { otherStreamId: streamId, otherConnectionId } = given;
  if (!asks && streamId === undefined) throw missingField('otherStreamId');
  const connectionId = otherConnectionId ?? (asks ? undefined : first.connectionId);
  const target = await services.streams.choose(withGiven(invocation, { connectionId, streamId }));
  const ids = { connectionId: target.connection.id, streamId: target.streamId };
  return subjectOf(services, withGiven(invocation, ids));
}

/** Writes what a person defines of a stream into a file, for git or for another stream. */
async function saveDefinition(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'stream.saveDefinition'>>,
): Promise<{ uri: string; definition: JsonObject }> {
  const { asks, given } = invocation;
  if (!asks && given.uri === undefined) throw missingField('uri');
  const subject = await subjectOf(services, invocation);
  const definition = definitionOf(subject.body);
  const [place] = filesOf({ uris: [] }, given.uri) ?? [];
  const uri = place ?? (await askWhereTo(subject.uri));
  await vscode.workspace.fs.writeFile(uri, Buffer.from(renderDocument(definition)));
  if (asks) await vscode.window.showTextDocument(uri, { preview: false });
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
  invocation: ApplyInvocation,
): Promise<JsonObject | undefined | { uri: string }> {
  const [file] = filesOf(invocation, invocation.given.uri) ?? (await askForDefinition(invocation));
  const { uri } = cancelledIfUndefined(file && { uri: file });
  const content = (await vscode.workspace.openTextDocument(uri)).getText();
  const definition = parseDefinition(content, text('Not applied'));
  const connection = await chooseConnection(services, invocation, 'change');
  const given = { ...invocation.given, connectionId: connection.id };
  if (await isForNewStream(invocation)) {
    const template = renderDocument(applyDefinition({}, definition));
    return openTemplate(services, connection.id, { text: template });
  }
  const { streamId } = await services.streams.choose(withGiven(invocation, given), 'change');
  const subject = await subjectOf(services, withGiven(invocation, { ...given, streamId }));
  await services.documents.previews.edit(subject.uri, (body) => applyDefinition(body, definition));
  if (!invocation.asks) return saveToDomo(services, invocation, subject.uri);
  await showPreview(services, invocation, subject.uri);
  return subject.body;
}

async function isForNewStream({ given, asks }: ApplyInvocation): Promise<boolean> {
  if (!asks || given.streamId !== undefined) return given.streamId === undefined;
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

/** @throws CancelledError; ArgumentError for a call */
async function askForDefinition({ asks }: ApplyInvocation): Promise<vscode.Uri[]> {
  if (!asks) throw missingField('uri');
  const picked = await vscode.window.showOpenDialog({
    title: t('Apply Definition'),
    openLabel: t('Apply'),
    filters: { [t('Stream definition')]: ['json'] },
  });
  return cancelledIfUndefined(picked);
}
