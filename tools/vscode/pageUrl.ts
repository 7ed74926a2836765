/** What a page of the workbench opens. Paths are absolute, on the server's machine. */
export interface PageOptions {
  readonly workspace: string;
  readonly extensionDevelopmentPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
}

/** The workbench's address with its payload: the web's form of VS Code's command-line flags. */
export function pageUrl(origin: string, options: PageOptions): string {
  const url = new URL(origin);
  const remote = (path: string): string => `vscode-remote://${url.host}${toUriPath(path)}`;
  const { extensionDevelopmentPath, extensionTestsPath } = options;
  url.searchParams.set('folder', toUriPath(options.workspace));
  const payload = [
    ...(extensionDevelopmentPath
      ? [['extensionDevelopmentPath', remote(extensionDevelopmentPath)]]
      : []),
    ...(extensionTestsPath ? [['extensionTestsPath', remote(extensionTestsPath)]] : []),
  ];
  if (payload.length > 0)
    url.searchParams.set(
      'payload',
      JSON.stringify([...payload, ['skipWelcome', 'true'], ['skipReleaseNotes', 'true']]),
    );
  return url.href;
}

/** `C:\work` is `/C:/work` in a URI. */
function toUriPath(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
