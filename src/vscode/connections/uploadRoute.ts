import type { UploadRoute } from '../../domo/api/executions';
import type { ConnectionServices } from './services';

/** The route that is set for uploads, or that the connection is known to have. */
export function uploadRouteOf(
  { memory, settings }: Pick<ConnectionServices, 'memory' | 'settings'>,
  connectionId: string,
): UploadRoute | 'auto' {
  const setting = settings.get('upload.route');
  return setting === 'auto' ? (memory.uploadRoute(connectionId) ?? 'auto') : setting;
}
