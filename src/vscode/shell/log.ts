import * as vscode from 'vscode';
import { logText } from '../../base/plainText';

const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** The log channel. People read logs in terminals too, so no text in it has control codes. */
export function createLog(name: string): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  return Object.assign(
    channel,
    Object.fromEntries(levels.map((level) => [level, plain(channel, level)])),
  );
}

function plain(
  channel: vscode.LogOutputChannel,
  level: (typeof levels)[number],
): (message: string) => void {
  const write = channel[level].bind(channel);
  return (message) => write(logText(message));
}
