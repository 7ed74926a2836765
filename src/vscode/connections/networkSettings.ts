import * as vscode from 'vscode';
import type { DomoClientOptions } from '../../domo/client';
import type { Settings } from '../shell/settings';

/** The editor's and the extension's settings that a client is built from. */
export function readNetworkSettings(
  settings: Settings,
): Pick<DomoClientOptions, 'timeoutSeconds' | 'connections' | 'proxy'> {
  const http = vscode.workspace.getConfiguration('http');
  return {
    timeoutSeconds: settings.get('request.timeoutSeconds'),
    // More than an upload takes at most, so that calls needn't wait for parts.
    connections: 2 * settings.get('upload.concurrency') + 4,
    proxy: {
      url: http.get<string>('proxy'),
      authorization: http.get<string | null>('proxyAuthorization') ?? undefined,
      noProxy: http.get<string[]>('noProxy', []),
      off: http.get<string>('proxySupport') === 'off',
      strictSsl: http.get('proxyStrictSSL', true),
      systemCertificates: http.get('systemCertificates', true),
    },
  };
}

export function onDidChangeNetworkSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    const names = ['http', 'domoStreams.request', 'domoStreams.upload.concurrency'];
    if (names.some((name) => event.affectsConfiguration(name))) listener();
  });
}
