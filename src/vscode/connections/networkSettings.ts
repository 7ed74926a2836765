import * as vscode from 'vscode';
import type { DomoClientOptions } from '../../domo/client';
import { numberSetting } from '../shell/settings';

/** The editor's and the extension's settings that a client is built from. */
export function readNetworkSettings(): Pick<
  DomoClientOptions,
  'timeoutSeconds' | 'connections' | 'proxy'
> {
  const http = vscode.workspace.getConfiguration('http');
  return {
    timeoutSeconds: numberSetting('request.timeoutSeconds', 60),
    // More than an upload takes at most, so that calls needn't wait for parts.
    connections: 2 * numberSetting('upload.concurrency', 4) + 4,
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
