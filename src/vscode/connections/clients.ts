import type * as vscode from 'vscode';
import { systemClock } from '../../base/clock';
import { text } from '../../base/text';
import { parseInstanceUrl, sandboxUrl } from '../../domo/instanceUrl';
import type { DomoClient } from '../../domo/client';
import { DomoError } from '../../domo/http/errors';
import type { SignIn } from '../../domo/kinds';
import { refusalOf } from './access';
import type { ClientSource } from '../../connections/clientSource';
import type { Connection } from '../../connections/connection';
import type { ConnectionStore } from './connectionStore';
import { readNetworkSettings, onDidChangeNetworkSettings } from './networkSettings';
import type { Settings } from '../shell/settings';
import type { SandboxHost } from './sandboxHost';

/** Where a connection's requests go, and what authorizes them. */
export interface ResolvedAddress {
  readonly url: string;
  readonly signIn: SignIn;
}

/** One client per connection, made when first needed and made anew when something it rests on changes. */
export class Clients implements ClientSource, vscode.Disposable {
  readonly #clients = new Map<string, Promise<DomoClient>>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    private readonly store: ConnectionStore,
    private readonly sandbox: SandboxHost,
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const forget = (): void => this.#forgetAll();
    this.#subscriptions = [store.onDidChange(forget), onDidChangeNetworkSettings(forget)];
  }

  get(connectionId: string): Promise<DomoClient> {
    const existing = this.#clients.get(connectionId);
    if (existing) return existing;
    const made = this.#make(connectionId);
    this.#clients.set(connectionId, made);
    made.catch(() => {
      if (this.#clients.get(connectionId) === made) this.#clients.delete(connectionId);
    });
    return made;
  }

  /** Asks the server for one stream with an address and token that aren't stored yet. */
  async validate(
    candidate: Pick<Connection, 'url'>,
    token: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const client = await this.#create(
      { id: 'new', name: 'new', readOnly: true, ...candidate },
      { url: candidate.url, signIn: { kind: 'instance', token } },
    );
    try {
      await client.probe({ signal });
    } finally {
      await client.close();
    }
  }

  /** The address that a connection really has: that of the running sandbox for the built-in one. */
  async resolve(connectionId: string): Promise<ResolvedAddress> {
    const connection = this.store.get(connectionId);
    if (connection.url === sandboxUrl) {
      const { url, token } = await this.sandbox.start();
      return { url, signIn: { kind: 'instance', token } };
    }
    const token = await this.store.token(connection);
    if (token === undefined)
      throw new DomoError(
        'unauthorized',
        text(
          'No token for “{0}” is stored on this machine. Edit the connection and give one.',
          connection.name,
        ),
      );
    return { url: parseInstanceUrl(connection.url), signIn: { kind: 'instance', token } };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const client of this.#clients.values())
      void client
        .then((made) => made.close())
        .catch((error: unknown) => this.log.debug(String(error)));
    this.#forgetAll();
  }

  async #make(connectionId: string): Promise<DomoClient> {
    const connection = this.store.get(connectionId);
    return this.#create(connection, await this.resolve(connectionId));
  }

  async #create(connection: Connection, address: ResolvedAddress): Promise<DomoClient> {
    const { openDomoClient } = await import('../../domo/client');
    return openDomoClient(address.signIn, {
      origin: address.url,
      readOnly: connection.readOnly,
      refusal: refusalOf(connection),
      ...readNetworkSettings(this.settings),
      clock: systemClock,
      log: this.log,
    });
  }

  /** A former client is not closed, as an upload may be using it; its idle connections end by themselves. */
  #forgetAll(): void {
    this.#clients.clear();
  }
}
