import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { Limiter } from '../../base/limit';
import { text } from '../../base/text';
import { DomoError } from '../../domo/http/errors';
import { asUsable } from './access';
import { newConnectionId, readConnections, type Connection } from '../../connections/connection';

/** A connection that has no id yet; without a name it takes the id for one. */
type NewConnection = Omit<Connection, 'id' | 'name'> & { readonly name: string | undefined };

/** What a secret is for. A part of its key, which stays the same in later versions. */
type SecretKind = 'token';

/** The connections in the user's settings and their tokens in the secret storage. */
export class ConnectionStore implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  /** Fires when a connection or a token changed, in this window or another, or what they may be used for. */
  readonly onDidChange = this.#changed.event;
  readonly #changing = new Limiter(1);
  #reported = '';

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
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
  }

  list(): Connection[] {
    const { connections, invalid } = readConnections(readSetting());
    this.#report(invalid);
    return connections.map(asUsable);
  }

  /** A connection as it is stored, for who edits it. @throws DomoError `notFound` */
  stored(connectionId: string): Connection {
    const { connections } = readConnections(readSetting());
    return found(connections, connectionId);
  }

  /** Whether the setting has entries that can't be used. */
  get hasInvalid(): boolean {
    return readConnections(readSetting()).invalid.length > 0;
  }

  /** @throws DomoError `notFound` */
  get(connectionId: string): Connection {
    return found(this.list(), connectionId);
  }

  /** Adds a connection under an id of its own. */
  add(details: NewConnection, token: string): Promise<Connection> {
    return this.#change(async () => {
      const ids = this.list().map(({ id }) => id);
      const id = newConnectionId(details.url, ids);
      const connection = { ...details, id, name: details.name ?? id };
      await this.#write(connection, token);
      return connection;
    });
  }

  /** Replaces the connection with the same id, or adds it. A token that is not given stays the same. */
  save(connection: Connection, token: string | undefined): Promise<void> {
    return this.#change(() => this.#write(connection, token));
  }

  remove(connection: Connection): Promise<void> {
    const key = secretKey(connection, 'token');
    return this.#change(() =>
      this.#allOrNothing([key], async () => {
        await this.secrets.delete(key);
        await writeSetting(readSetting().filter((entry) => idOf(entry) !== connection.id));
      }),
    );
  }

  /** Moves connections to the place of another one, which makes room as in any list; to the end without one. */
  move(connectionIds: readonly string[], placeId: string | undefined): Promise<void> {
    return this.#change(async () => {
      const entries = readSetting();
      const isMoved = (entry: unknown): boolean => connectionIds.some((id) => id === idOf(entry));
      const rest = entries.filter((entry) => !isMoved(entry));
      const at = rest.findIndex((entry) => idOf(entry) === placeId);
      if (placeId !== undefined && at < 0) return;
      const place = entries.findIndex((entry) => idOf(entry) === placeId);
      // What comes from above the place goes below it.
      const isDown = at < 0 || entries.findIndex(isMoved) < place;
      const target = at < 0 ? rest.length : at + Number(isDown);
      await writeSetting(rest.toSpliced(target, 0, ...entries.filter(isMoved)));
    });
  }

  async token(connection: Connection): Promise<string | undefined> {
    return this.secrets.get(secretKey(connection, 'token'));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** The token is stored first. */
  #write(connection: Connection, token: string | undefined): Promise<void> {
    const { id, name, url, readOnly } = connection;
    const former = this.list().find((other) => other.id === id) ?? connection;
    const [key, formerKey] = [secretKey(connection, 'token'), secretKey(former, 'token')];
    return this.#allOrNothing([key, formerKey], async () => {
      if (token !== undefined) await this.secrets.store(key, token);
      const entry = { id, name, url, ...(readOnly && { readOnly }) };
      const entries = readSetting();
      const index = entries.findIndex((other) => idOf(other) === id);
      await writeSetting(index < 0 ? [...entries, entry] : entries.with(index, entry));
      // Nothing is left behind of an address that is no longer used.
      if (formerKey !== key) await this.secrets.delete(formerKey);
    });
  }

  /** Puts secrets and the setting back if one of them can't be changed: neither is of use without the other. */
  async #allOrNothing(keys: readonly string[], change: () => Promise<void>): Promise<void> {
    const entries = readSetting();
    const secrets = await Promise.all(
      keys.map(async (key) => ({ key, value: await this.secrets.get(key) })),
    );
    try {
      await change();
    } catch (error) {
      const restored = await Promise.allSettled([
        ...secrets.map((secret) => this.#restore(secret)),
        JSON.stringify(readSetting()) === JSON.stringify(entries) ? null : writeSetting(entries),
      ]);
      for (const result of restored)
        if (result.status === 'rejected')
          this.log.warn(`A connection could not be restored: ${String(result.reason)}`);
      throw error;
    }
  }

  async #restore({ key, value }: { key: string; value: string | undefined }): Promise<void> {
    if ((await this.secrets.get(key)) === value) return;
    await (value === undefined ? this.secrets.delete(key) : this.secrets.store(key, value));
  }

  /** One change at a time, as each is a read and a write of the whole setting. */
  #change<T>(task: () => Promise<T>): Promise<T> {
    return this.#changing.run(task);
  }

  /** Once, and not with each look at the setting. */
  #report(invalid: readonly string[]): void {
    const problems = invalid.join('; ');
    if (problems !== '' && problems !== this.#reported)
      this.log.warn(`Ignored in the setting domoStreams.connections: ${problems}. Correct it.`);
    this.#reported = problems;
  }
}

function found(connections: readonly Connection[], connectionId: string): Connection {
  const connection = connections.find(({ id }) => id === connectionId);
  if (!connection)
    throw new DomoError(
      'notFound',
      text('There is no connection “{0}”. Add it, or check domoStreams.connections.', connectionId),
    );
  return connection;
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
function secretKey({ id, url }: Connection, kind: SecretKind): string {
  return `domoStreams.${kind}:${id}:${url}`;
}
