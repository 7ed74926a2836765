import * as vscode from 'vscode';
import type { ConnectionMemory } from '../../connections/connectionMemory';
import type { UploadRoute } from '../../domo/api/executions';

/** The route that is set for uploads, or that the connection is known to have. */
export function uploadRouteOf(
  memory: ConnectionMemory,
  connectionId: string,
): UploadRoute | 'auto' {
  const setting = vscode.workspace
    .getConfiguration('domoStreams.upload')
    .get<UploadRoute | 'auto'>('route', 'auto');
  return setting === 'auto' ? (memory.uploadRoute(connectionId) ?? 'auto') : setting;
}
