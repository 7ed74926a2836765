import { text, type Text } from '../base/text';
import { DomoError } from './http/errors';

/** The address of the server that the extension brings along; it is resolved when it is running. */
export const sandboxUrl = 'sandbox:';

/**
 * Turns what a person types (`acme`, `acme.domo.com`, or a full address, even of a page in Domo) into
 * the origin of that instance.
 * @throws DomoError `invalidAddress`: not an address, or `http:` to another machine, where a token
 * would travel in the clear.
 */
export function parseInstanceUrl(address: string): string {
  const typed = address.trim();
  if (typed === sandboxUrl) return sandboxUrl;
  const url = toUrl(typed);
  if (hasCredentials(typed) || hasCredentials(url.href))
    throw invalid(
      text('The address has a user name or password. Remove them: the access token is enough.'),
    );
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw invalid(text('Use https: a token sent over http can be read on its way.'));
  return url.origin;
}

/** A name of letters, digits and hyphens, or an IPv6 address; more than that can't be a Domo host. */
const hostName = /^([a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])$/;

function toUrl(typed: string): URL {
  if (!typed) throw invalid(text('Type the instance, for example acme or acme.domo.com.'));
  const host =
    /^[a-z0-9][a-z0-9-]*$/i.test(typed) && typed !== 'localhost' ? `${typed}.domo.com` : typed;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `https://${host}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol) || !hostName.test(url.hostname))
    throw invalid(
      text(
        '“{0}” is not the address of a Domo instance, such as acme.domo.com.',
        withoutCredentials(typed),
      ),
    );
  return url;
}

/** Whatever stands before the last `@` of the host's part, in an address with or without a scheme. */
const credentials = /^((?:[a-z][a-z0-9+.-]*:)?[\\/]+)?[^\\/?#]*@/i;

/** Whether an address, or what was meant to be one, has a user name or password. */
export function hasCredentials(address: string): boolean {
  return credentials.test(address.trim());
}

/** An address as it may be shown: without a user name and password. */
export function withoutCredentials(address: string): string {
  return address.trim().replace(credentials, '$1');
}

/** Whether the host name can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function invalid(message: Text): DomoError {
  return new DomoError('invalidAddress', message);
}
