import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { DomoError } from '../../domo/errors';
import { readConnections, type Connection } from './connection';

/** The connections in the user's settings and their tokens in the secret storage. */
export class ConnectionStore implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  /** Fires when a connection or a token changed, in this window or another. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('domoStreams.connections')) this.#changed.fire();
      }),
    );
    this.#disposables.add(secrets.onDidChange(() => this.#changed.fire()));
  }

  list(): Connection[] {
    const { connections, invalid } = readConnections(readSetting());
    for (const entry of invalid)
      this.log.warn(
        `Setting domoStreams.connections: left out ${entry} (an id and a url are needed, ids must differ).`,
      );
    return connections;
  }

  /** @throws DomoError `notFound` */
  get(connectionId: string): Connection {
    const connection = this.list().find(({ id }) => id === connectionId);
    if (!connection)
      throw new DomoError(
        'notFound',
        `There is no connection “${connectionId}”. Add it, or check domoStreams.connections.`,
      );
    return connection;
  }

  /** Adds the connection, or replaces the one with the same id; the token is stored first. */
  async save(connection: Connection, token: string | undefined): Promise<void> {
    if (token !== undefined) await this.secrets.store(secretKey(connection), token);
    const { id, name, url, readOnly } = connection;
    const entry = { id, name, url, ...(readOnly && { readOnly }) };
    const entries = readSetting();
    const index = entries.findIndex((other) => idOf(other) === id);
    await writeSetting(index < 0 ? [...entries, entry] : entries.with(index, entry));
  }

  async remove(connection: Connection): Promise<void> {
    await this.secrets.delete(secretKey(connection));
    await writeSetting(readSetting().filter((entry) => idOf(entry) !== connection.id));
  }

  async token(connection: Connection): Promise<string | undefined> {
    return this.secrets.get(secretKey(connection));
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** The entries as they are written, those that can't be used too: they are not ours to throw away. */
function readSetting(): unknown[] {
  const setting = vscode.workspace.getConfiguration('domoStreams').get<unknown>('connections');
  return Array.isArray(setting) ? (setting as unknown[]) : [];
}

function writeSetting(entries: readonly unknown[]): Thenable<void> {
  return vscode.workspace
    .getConfiguration('domoStreams')
    .update('connections', entries, vscode.ConfigurationTarget.Global);
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}

/** Bound to the origin, so that a token never goes to an address that it was not given for. */
function secretKey({ id, url }: Connection): string {
  return `domoStreams.token:${id}:${url}`;
}
