import type { JsonObject } from '../base/json';
import type { ClientSource } from '../connections/clientSource';
import type { DocumentRef } from './documentPath';
import { executionFieldRule, streamFieldRule, type FieldRule } from './fieldRules';
import type { FieldPath } from './compare';

export type RemoteRef = Exclude<DocumentRef, { type: 'new' }>;

/** Reads and updates the body behind a document, whatever its kind. */
export class RemoteBodies {
  constructor(private readonly clients: ClientSource) {}

  async read(ref: RemoteRef): Promise<{ body: JsonObject; name: string | undefined }> {
    const client = await this.clients.get(ref.connectionId);
    if (ref.type === 'stream') {
      const stream = await client.streams.get(ref.streamId, { oddToo: true });
      return { body: stream.raw, name: stream.name };
    }
    const { streamId, executionId } = ref;
    const execution = await client.executions.get(streamId, executionId, { oddToo: true });
    return { body: execution.raw, name: undefined };
  }

  /** Sends only the given top-level fields. */
  async update(ref: RemoteRef, changes: JsonObject): Promise<void> {
    const client = await this.clients.get(ref.connectionId);
    if (ref.type === 'stream') await client.streams.update(ref.streamId, changes);
    else await client.executions.update(ref.streamId, ref.executionId, changes);
  }

  async create(connectionId: string, definition: JsonObject) {
    const client = await this.clients.get(connectionId);
    return client.streams.create(definition);
  }

  ruleFor(ref: DocumentRef): (path: FieldPath) => FieldRule {
    if (ref.type === 'new') return () => 'updatable';
    return ref.type === 'stream' ? streamFieldRule : executionFieldRule;
  }
}
