import * as vscode from 'vscode';
import { text } from '../../base/text';
import { DomoError } from '../../domo/http/errors';
import type { Stream } from '../../domo/api/model';
import { curlCommand, dataSetPage } from '../../streams/copyTexts';
import { sandboxUrl } from '../../domo/instanceUrl';
import { t } from '../../base/l10n';
import { tellBriefly } from '../shell/notify';
import { linkTo } from '../../connections/link';
import type { ExecutionIds, Open } from '../../connections/ids';
import type { CommandRegistry } from '../shell/commandRegistry';
import { withGiven, type Invocation } from '../shell/invocation';
import type { StreamServices } from './services';
import { chooseConnection } from '../connections/chooseConnection';
import { chooseStream } from './chooseStream';

export function registerCopyCommands(registry: CommandRegistry, services: StreamServices): void {
  const copyOf =
    (textOf: TextOf) =>
    (invocation: CopyInvocation): Promise<string> =>
      copy(services, invocation, textOf);
  registry.add('copy.id', copyOf(idOf));
  registry.add('copy.name', copyOf(dataSetNameOf));
  registry.add('copy.dataSetId', copyOf(dataSetIdOf));
  registry.add('copy.url', copyOf(urlOf));
  registry.add('copy.curl', copyOf(curlOf));
  registry.add('copy.link', copyOf(linkOf));
  registry.add('openInDomo', (invocation) => openInDomo(services, invocation));
}

/** One tree item that something is copied of: a stream or an execution. */
interface CopyTarget {
  readonly origin: string;
  /** As the connection has it: the built-in sandbox has another origin each time. */
  readonly instance: string;
  readonly streamId: number;
  readonly executionId: number | undefined;
  /** Read only where it is needed. */
  readonly stream: () => Promise<Stream>;
}

type CopyInvocation = Invocation<Open<ExecutionIds>>;

type TextOf = (target: CopyTarget) => string | undefined | Promise<string | undefined>;

/** Copies a line per selected item. @returns what was copied */
async function copy(
  services: StreamServices,
  invocation: CopyInvocation,
  textOf: TextOf,
): Promise<string> {
  const lines: string[] = [];
  for (const given of invocation.all) {
    const line = await textOf(await copyTarget(services, withGiven(invocation, given)));
    if (line !== undefined) lines.push(line.replace(lineBreaks, ' '));
  }
  if (lines.length === 0)
    throw new DomoError('notFound', text('Domo did not return this value, so nothing was copied.'));
  const copied = lines.join('\n');
  await vscode.env.clipboard.writeText(copied);
  const [first = ''] = lines;
  const message =
    lines.length === 1 ? t('Copied {0}', first) : t('Copied {0} lines: {1}', lines.length, first);
  tellBriefly(message, shownSeconds);
  return copied;
}

const shownSeconds = 3;
/** A name with one would be several lines, or a command in a terminal that it is pasted into. */
const lineBreaks = /[\p{Cc}\u2028\u2029]+/gu;

async function copyTarget(
  services: StreamServices,
  invocation: CopyInvocation,
): Promise<CopyTarget> {
  const { connection, streamId } = await chooseStream(services, invocation);
  const { url } = await services.clients.resolve(connection.id);
  return {
    origin: url,
    instance: connection.url,
    streamId,
    executionId: invocation.given.executionId,
    stream: async () => {
      const client = await services.clients.get(connection.id);
      return client.streams.get(streamId);
    },
  };
}

function idOf({ streamId, executionId }: CopyTarget): string {
  return String(executionId ?? streamId);
}

async function dataSetNameOf({ stream }: CopyTarget): Promise<string | undefined> {
  return (await stream()).name;
}

async function dataSetIdOf({ stream }: CopyTarget): Promise<string | undefined> {
  return (await stream()).dataSourceId;
}

async function urlOf({ origin, executionId, stream }: CopyTarget): Promise<string | undefined> {
  return dataSetPage(origin, await stream(), executionId === undefined ? 'overview' : 'history');
}

function curlOf({ origin, streamId, executionId }: CopyTarget): string {
  // The terminal of a window is on the machine on which its extensions run.
  const shell = process.platform === 'win32' ? 'powershell' : 'posix';
  const execution = executionId === undefined ? undefined : { executionId };
  return curlCommand(origin, streamId, execution, shell);
}

function linkOf({ instance, streamId, executionId }: CopyTarget): string {
  return linkTo(vscode.env.uriScheme, { instance, streamId, executionId });
}

/** @returns the address that was opened */
async function openInDomo(services: StreamServices, invocation: CopyInvocation): Promise<string> {
  const connection = await chooseConnection(services, invocation);
  if (connection.url === sandboxUrl)
    throw new DomoError(
      'notFound',
      text(
        'The built-in sandbox has no pages to open. Add a connection to your own Domo instance.',
      ),
    );
  const url = await pageOf(services, invocation, connection.url);
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
  return url;
}

/** The page of a connection where no stream is meant, else that of the stream's DataSet. */
async function pageOf(
  services: StreamServices,
  invocation: CopyInvocation,
  origin: string,
): Promise<string> {
  const { connectionId, streamId } = invocation.given;
  if (connectionId !== undefined && streamId === undefined) return origin;
  const url = await urlOf(await copyTarget(services, invocation));
  if (url === undefined)
    throw new DomoError('notFound', text('Domo does not tell the DataSet of this stream.'));
  return url;
}
