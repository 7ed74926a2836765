import type { JsonObject } from '../../domo/json';
import type { Column } from '../../domo/model';
import type { DocumentAddress } from './address';
import { renderDocument } from './render';

export type NewAddress = Extract<DocumentAddress, { type: 'new' }>;

/** The texts of streams that don't exist yet, by their number. */
export class Templates {
  readonly #bodies = new Map<string, JsonObject>();
  #lastNumber = 0;

  /** Makes a document address with a definition to begin with. */
  add(connectionId: string, body: JsonObject): NewAddress {
    this.#lastNumber += 1;
    // Numbers start anew with each window, and a restored tab may hold one: the time sets them apart.
    const number = Number(`${Math.floor(Date.now() / 1000)}${this.#lastNumber}`);
    this.#bodies.set(`${connectionId}/${number}`, body);
    return { type: 'new', connectionId, number };
  }

  /** The plain template where the window that knew the document is gone: its edits are in the tab. */
  get({ connectionId, number }: NewAddress): { body: JsonObject; text: string } {
    const body =
      this.#bodies.get(`${connectionId}/${number}`) ?? apiStreamTemplate('New stream', []);
    return { body, text: renderDocument(body) };
  }
}

/** A stream that is fed by uploads, as live clients create it: transport, provider, DataSet and schema. */
export function apiStreamTemplate(name: string, columns: readonly Column[]): JsonObject {
  const withExample =
    columns.length > 0
      ? columns
      : [
          { name: 'id', type: 'LONG' },
          { name: 'name', type: 'STRING' },
        ];
  return {
    transport: { type: 'API' },
    updateMethod: 'REPLACE',
    dataProvider: { key: 'api' },
    dataSource: { name, description: '' },
    schemaDefinition: {
      columns: withExample.map((column) => ({ name: column.name, type: column.type ?? 'STRING' })),
    },
  };
}
