import type { DomoClient } from '../domo/client';

/** Gives the client of a connection. */
export interface ClientSource {
  /**
   * Asked for each time, as a client may be replaced when a setting or a token changes.
   * @throws DomoError `notFound` (no such connection), `unauthorized` (no token on this machine)
   */
  get(connectionId: string): Promise<DomoClient>;
}
