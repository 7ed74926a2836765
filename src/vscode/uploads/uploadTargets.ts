import type { UploadTarget } from '../../uploads/send/target';
import type { UploadResult } from '../../uploads/engine';
import { uploadRouteOf } from '../connections/uploadRoute';
import type { ConnectionServices } from '../connections/services';

const worthMeasuringBytes = 1024 * 1024;

/** Makes upload targets by the route that is set, or that the connection is known to have. */
export class UploadTargets {
  constructor(
    private readonly services: Pick<ConnectionServices, 'clients' | 'memory' | 'settings'>,
  ) {}

  async get(connectionId: string, streamId: number): Promise<UploadTarget> {
    const client = await this.services.clients.get(connectionId);
    return client.uploadTarget({
      streamId,
      route: uploadRouteOf(this.services, connectionId),
      onRoute: (route) => this.services.memory.setUploadRoute(connectionId, route),
    });
  }

  /** Remembers how fast an upload went, for the guess at the next one. */
  noteSpeed(connectionId: string, { bytesSent, milliseconds }: UploadResult): void {
    // A small file says more about the calls around it than about the way.
    if (bytesSent >= worthMeasuringBytes)
      this.services.memory.setUploadSpeed(
        connectionId,
        (bytesSent * 1000) / Math.max(1, milliseconds),
      );
  }
}
