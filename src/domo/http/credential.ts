import type { HttpAnswer, RequestHeaders, Transport } from './transport';

/** What a credential may use to answer for a request. */
export interface CredentialUse {
  /** Sends a request of the credential's own to the same origin, without its headers. */
  readonly send: Transport;
  /** Ends when the request is no longer wanted, which others may still be. */
  readonly signal: AbortSignal | undefined;
}

/** How requests of a connection are authorized. Its methods throw `DomoError`. */
export interface Credential {
  /** What is masked in all messages and log lines. Read for each of them, as there may be new secrets. */
  readonly secrets: readonly string[];
  /** The headers of one request. */
  headers(use: CredentialUse): RequestHeaders | Promise<RequestHeaders>;
  /**
   * Called after status 401 with the headers that were rejected. Other requests may be rejected at the same time.
   * @returns whether the request is sent again, once, with new headers; without this method it isn't
   */
  afterRefusal?(rejected: RequestHeaders, use: CredentialUse): boolean | Promise<boolean>;
}

/** A transport that authorizes each request. A request is sent twice at most. */
export function withCredential(send: Transport, credential: Credential): Transport {
  return async (request): Promise<HttpAnswer> => {
    const use = { send, signal: request.signal };
    const headers = await credential.headers(use);
    const answer = await send({ ...request, headers });
    if (answer.status !== 401 || !(await credential.afterRefusal?.(headers, use))) return answer;
    return send({ ...request, headers: await credential.headers(use) });
  };
}
