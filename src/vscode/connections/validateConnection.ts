import { text } from '../../base/text';
import { DomoError, isDomoError } from '../../domo/http/errors';
import { parseInstanceUrl } from '../../domo/instanceUrl';
import type { ConnectionInput } from './askForConnection';
import type { ConnectionServices } from './services';

/** What was given for a connection, if Domo accepts it. @throws DomoError that says what is wrong */
export async function validated(
  services: ConnectionServices,
  input: ConnectionInput,
): Promise<ConnectionInput> {
  const token = input.token.trim();
  const normal = { ...input, url: parseInstanceUrl(input.url), token };
  if (!token)
    throw new DomoError(
      'unauthorized',
      text('The token is empty. Domo makes one under Admin › Authentication › Access tokens.'),
    );
  await validateInput(services, normal);
  return normal;
}

/** Asks the server, and says what is wrong in the words of somebody who adds a connection. */
export async function validateInput(
  services: ConnectionServices,
  { url, token }: ConnectionInput,
): Promise<void> {
  try {
    await services.clients.validate({ url }, token);
  } catch (error) {
    if (
      !isDomoError(error) ||
      !['notFound', 'methodNotAllowed', 'unexpectedAnswer', 'badRequest'].includes(error.kind)
    )
      throw error;
    throw new DomoError(
      'unexpectedAnswer',
      text('{0} does not answer as Domo does. Check the address.', new URL(url).host),
      {
        ...(error.call !== undefined && { call: error.call }),
        ...(error.status !== undefined && { status: error.status }),
        cause: error,
      },
    );
  }
}
