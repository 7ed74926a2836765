import { instanceDialect } from './api/instanceDialect';
import type { Dialect } from './api/dialect';
import { accessToken } from './http/accessToken';
import type { Credential } from './http/credential';

/** What a connection of each kind has to authorize its requests. */
interface Kinds {
  readonly instance: { readonly token: string };
}

/** The same as one value, which names its kind. */
export type SignIn<K extends keyof Kinds = keyof Kinds> = {
  [Kind in K]: { readonly kind: Kind } & Kinds[Kind];
}[K];

/** What sets one kind of connection apart from another. */
export interface Access {
  readonly credential: Credential;
  readonly dialect: Dialect;
}

const kinds: { readonly [Kind in keyof Kinds]: (signIn: SignIn<Kind>) => Access } = {
  instance: ({ token }) => ({ credential: accessToken(token), dialect: instanceDialect }),
};

/** A new credential, and the dialect that goes with it. */
export function accessOf<K extends keyof Kinds>(signIn: SignIn<K>): Access {
  return kinds[signIn.kind](signIn);
}
