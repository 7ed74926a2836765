import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Host } from './server';

/** VS Code in a browser alone. */
export interface WebOnlyPage {
  readonly url: string;
  close(): void;
}

const extensionPath = '/extension';
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/**
 * Passes a server's page on with all that connects it to the server taken out, so that it has no extension
 * host but that of the browser; it gets the extension in a folder from here.
 */
export async function startWebOnlyPage(host: Host, extension: string): Promise<WebOnlyPage> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const answered = path.startsWith(`${extensionPath}/`)
      ? answerFile(join(extension, normalize(path.slice(extensionPath.length))), response)
      : passOn(new URL(path, host.url), request, response);
    answered.catch(() => response.writeHead(404).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/?ew=true`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answerFile(file: string, response: ServerResponse): Promise<void> {
  const content = await readFile(file);
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(content);
}

async function passOn(
  url: URL,
  { method = 'GET', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await fetch(url, { method });
  const content = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? 'text/plain';
  response.writeHead(answer.status, { 'content-type': type });
  if (url.pathname === '/') response.end(alone(content.toString(), headers.host ?? ''));
  else if (url.pathname.endsWith('/workbench/workbench.js'))
    response.end(content.toString().replace('remoteAuthority:location.host', ''));
  else response.end(content);
}

/** The page with a configuration that names no server. */
function alone(page: string, authority: string): string {
  return page.replace(
    /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)/,
    (_, start: string, settings: string) => {
      const former = JSON.parse(settings.replaceAll('&quot;', '"')) as Record<string, unknown>;
      const location = { scheme: 'http', authority, path: extensionPath };
      const configuration = {
        ...former,
        remoteAuthority: undefined,
        additionalBuiltinExtensions: [location],
      };
      return start + JSON.stringify(configuration).replaceAll('"', '&quot;');
    },
  );
}
