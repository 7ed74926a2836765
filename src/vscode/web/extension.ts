import * as vscode from 'vscode';
import { setLanguage, t } from '../../base/l10n';
import { warn } from '../shell/notify';

const help = 'https://code.visualstudio.com/docs/remote/vscode-web';

/**
 * What runs in place of the extension where VS Code has no Node, as in a browser alone: nothing works there,
 * and this says so.
 */
export function activate(context: vscode.ExtensionContext): void {
  setLanguage(vscode.env.language, vscode.l10n.bundle);
  void vscode.commands.executeCommand('setContext', 'domoStreams.needsNode', true);
  for (const command of commandsOf(context.extension))
    context.subscriptions.push(vscode.commands.registerCommand(command, sayWhatIsNeeded));
}

function commandsOf({ packageJSON }: vscode.Extension<unknown>): string[] {
  const { contributes } = packageJSON as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}

async function sayWhatIsNeeded(): Promise<void> {
  const learn = t('Learn How');
  const chosen = await warn(
    t(
      'Domo Streams needs Node for files, tokens and connections, and a browser alone has none. Use VS Code on the desktop, a remote window, a codespace or code-server.',
    ),
    learn,
  );
  if (chosen === learn) await vscode.env.openExternal(vscode.Uri.parse(help));
}
