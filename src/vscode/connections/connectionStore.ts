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
    const setting = vscode.workspace.getConfiguration('domoStreams').get('connections');
    const { connections, invalid } = readConnections(setting);
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
    const others = this.list();
    const index = others.findIndex(({ id }) => id === connection.id);
    await this.#write(index < 0 ? [...others, connection] : others.with(index, connection));
  }

  async remove(connection: Connection): Promise<void> {
    await this.secrets.delete(secretKey(connection));
    await this.#write(this.list().filter(({ id }) => id !== connection.id));
  }

  async token(connection: Connection): Promise<string | undefined> {
    return this.secrets.get(secretKey(connection));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #write(connections: readonly Connection[]): Promise<void> {
    const setting = connections.map(({ id, name, url, readOnly }) => ({
      id,
      name,
      url,
      ...(readOnly && { readOnly }),
    }));
    await vscode.workspace
      .getConfiguration('domoStreams')
      .update('connections', setting, vscode.ConfigurationTarget.Global);
  }
}

/** Bound to the origin, so that a token never goes to an address that it was not given for. */
function secretKey({ id, url }: Connection): string {
  return `domoStreams.token:${id}:${url}`;
}
