import * as vscode from 'vscode';
import { t } from '../../base/l10n';
import { newConnectionId, type Connection } from '../../connections/connection';
import { sandboxUrl } from '../../domo/instanceUrl';
import { tell } from '../shell/notify';
import type { ConnectionServices } from './services';

/** Starts the sandbox, and adds a connection to it if there is none. */
export async function addSandbox({
  store,
  sandbox,
  failures,
}: ConnectionServices): Promise<Connection> {
  const others = store.list();
  const existing = others.find(({ url }) => url === sandboxUrl);
  const id =
    existing?.id ??
    newConnectionId(
      'sandbox',
      others.map((connection) => connection.id),
    );
  const connection = existing ?? { id, name: t('Sandbox'), url: sandboxUrl, readOnly: false };
  const { url, samples } = await sandbox.start();
  if (!existing) await store.save(connection, undefined);
  await vscode.commands.executeCommand('domoStreams.streams.focus');
  const [sample] = samples;
  // Not awaited: the command is over, while the offer may stay.
  if (sample) void failures.run('connection.addSandbox', () => offerSample(sample));
  // Plain data tells where it really is.
  return { ...connection, url };
}

async function offerSample(path: string): Promise<void> {
  const open = t('Open the Sample File');
  const answer = await tell(
    t(
      'The sandbox is ready. Try an upload with its sample file: open it, right-click its tab and choose Upload to Stream.',
    ),
    open,
  );
  if (answer === open) await vscode.window.showTextDocument(vscode.Uri.file(path));
}
