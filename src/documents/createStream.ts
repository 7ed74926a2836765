import { text } from '../base/text';
import { mayHaveTakenEffect } from '../domo/http/errors';
import { isJsonObject, type JsonObject } from '../base/json';
import type { Stream } from '../domo/api/model';
import { textOfError } from '../base/errorTexts';
import { shortValue } from './changeTexts';
import { valueAt } from './compare';
import { DocumentError } from './documentError';
import { parseDefinition } from './parse';
import type { RemoteBodies } from './remoteBodies';

/**
 * Creates the stream that a new document's text describes.
 * @throws DocumentError `invalidJson`, `incomplete` (nothing sent), `perhapsCreated`; DomoError
 */
export async function createStream(
  remote: RemoteBodies,
  connectionId: string,
  content: string,
): Promise<Stream> {
  const definition = parseDefinition(content);
  refusePlaceholders(definition);
  try {
    return await remote.create(connectionId, definition);
  } catch (error) {
    if (!(error instanceof Error) || !mayHaveTakenEffect(error)) throw error;
    const name = valueAt(definition, ['dataSource', 'name']);
    throw new DocumentError(
      'perhapsCreated',
      text(
        '{0} Domo may have created “{1}” all the same: refresh the streams and look for it before you save again.',
        textOfError(error),
        typeof name === 'string' ? name : shortValue(name),
      ),
    );
  }
}

/** What a template leaves open must not reach Domo: an account 0 would be taken for one. */
function refusePlaceholders(definition: JsonObject): void {
  if (valueAt(definition, ['account', 'id']) === 0)
    throw new DocumentError(
      'incomplete',
      text(
        'Not saved: account.id is still 0. Put the id of the account there, or remove “account”.',
      ),
      ['account'],
    );
  const { transport } = definition;
  if (
    isJsonObject(transport) &&
    transport['type'] === 'CONNECTOR' &&
    transport['description'] === ''
  )
    throw new DocumentError(
      'incomplete',
      text(
        'Not saved: transport.description is empty. Name the connector there, such as com.domo.connector.facebook.',
      ),
      ['transport'],
    );
}
