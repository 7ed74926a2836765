import { basename } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../../base/abort';
import { readColumns } from './fileColumns';
import {
  transportTemplate,
  uploadTemplate,
  type TemplateTransport,
} from '../../../documents/templates';
import type { Template } from '../../../documents/documentFiles';
import { t } from '../../../base/l10n';
import { withoutExtensions } from '../../../uploads/formats/registry';
import { pick } from '../../shell/quickInput';
import { askForFiles, filesOf } from '../../shell/chooseFiles';
import type { CommandGiven } from '../../../manifest/commands';
import type { CommandRegistry } from '../../shell/commandRegistry';
import { cancelledIfUndefined, type Invocation } from '../../shell/invocation';
import type { DocumentServices } from '../services';
import { chooseConnection } from '../../connections/chooseConnection';

export function registerNewStreamCommands(
  registry: CommandRegistry,
  services: DocumentServices,
): void {
  registry.add('stream.create', (invocation) => createStream(services, invocation));
  registry.add('stream.createFromFile', (invocation) => createStreamFromFile(services, invocation));
}

async function createStream(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'stream.create'>>,
): Promise<{ uri: string }> {
  const connection = await chooseConnection(services, invocation, 'change');
  const { given, asks } = invocation;
  const transport = given.transport ?? (asks ? await askForTransport() : 'API');
  return openTemplate(services, connection.id, { text: transportTemplate(transport) });
}

async function askForTransport(): Promise<TemplateTransport> {
  const items = [
    { label: 'API', detail: t('Files are uploaded to it, from here or by a program.') },
    { label: 'SFTP', detail: t('Domo takes files that are put on its SFTP server.') },
    {
      label: 'CONNECTOR',
      detail: t('A connector fetches the data, by a schedule or when started.'),
    },
  ] as const satisfies readonly { label: TemplateTransport; detail: string }[];
  const picked = await pick(items, {
    title: t('New Stream'),
    placeHolder: t('How does the data come in?'),
  });
  return cancelledIfUndefined(picked).label;
}

async function createStreamFromFile(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'stream.createFromFile'>>,
): Promise<{ uri: string }> {
  const [file] =
    filesOf(invocation, invocation.given.uri) ??
    (await askForFiles(invocation, 'uri', t('New Stream from File'), t('Use')));
  if (!file) throw new CancelledError();
  const connection = await chooseConnection(services, invocation, 'change');
  const path = file.fsPath;
  const { columns, hasHeader } = await readColumns(path);
  const text = uploadTemplate(withoutExtensions(basename(path)), columns);
  return openTemplate(services, connection.id, { text, file: { path, hasHeader } });
}

/** Opens the definition of a stream that doesn't exist yet; its first save creates it. */
export async function openTemplate(
  { documents }: DocumentServices,
  connectionId: string,
  template: Template,
): Promise<{ uri: string }> {
  const uri = await documents.newDocuments.add(connectionId, template);
  await vscode.window.showTextDocument(uri, { preview: false });
  return { uri: uri.toString() };
}
