import type { Credential } from './credential';

/** Domo's developer token, which an instance takes in a header as it is (Domo's API authentication page). */
export function accessToken(token: string): Credential {
  return { secrets: [token], headers: () => ({ 'x-domo-developer-token': token }) };
}
