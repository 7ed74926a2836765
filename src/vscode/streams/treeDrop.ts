import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { t } from '../../base/l10n';
import { views } from '../../manifest/conditions';
import { warn } from '../shell/notify';
import { messageOf } from '../../base/errorTexts';
import type { DroppedFiles } from './droppedFiles';
import type { StreamIds } from '../../connections/ids';
import type { StreamNode, StreamsTreeNode } from '../../streams/nodes';

/** Files that were dropped on a stream. */
export interface DroppedOnStream {
  readonly ids: StreamIds;
  readonly uris: readonly vscode.Uri[];
}

/** Files dropped on a stream are uploaded to it; connections are dragged into another order. */
export class TreeDrop implements vscode.TreeDragAndDropController<StreamsTreeNode> {
  readonly dropMimeTypes: readonly string[];
  readonly dragMimeTypes: readonly string[] = [];
  readonly #ownType: string;

  constructor(
    private readonly store: Pick<ConnectionStore, 'move'>,
    private readonly files: DroppedFiles,
    private readonly drop: (dropped: DroppedOnStream) => void,
  ) {
    // The editor names a tree's own drags so.
    this.#ownType = `application/vnd.code.tree.${views.streams.toLowerCase()}`;
    this.dropMimeTypes = [this.#ownType, 'text/uri-list', 'files'];
  }

  handleDrag(source: readonly StreamsTreeNode[], transfer: vscode.DataTransfer): void {
    const ids = source.flatMap((node) => (node.type === 'connection' ? node.connection.id : []));
    if (ids.length > 0) transfer.set(this.#ownType, new vscode.DataTransferItem(ids));
  }

  async handleDrop(
    target: StreamsTreeNode | undefined,
    transfer: vscode.DataTransfer,
  ): Promise<void> {
    const dragged: unknown = transfer.get(this.#ownType)?.value;
    if (Array.isArray(dragged)) await this.#reorder(dragged as string[], target);
    else if (target?.type === 'stream') await this.#upload(target, transfer);
    else if (!dragged) void warn(refusalOf(target));
  }

  async #reorder(ids: readonly string[], target: StreamsTreeNode | undefined): Promise<void> {
    let node = target;
    while (node && node.type !== 'connection') node = node.parent;
    await this.store.move(ids, node?.connection.id);
  }

  async #upload(parent: StreamNode, transfer: vscode.DataTransfer): Promise<void> {
    try {
      const uris = await this.files.take(transfer);
      if (uris.length > 0) this.drop({ ids: parent.ids, uris });
    } catch (error) {
      void warn(t('The dropped files could not be read: {0}', messageOf(error)));
    }
  }
}

function refusalOf(target: StreamsTreeNode | undefined): string {
  if (target?.type === 'execution')
    return t(
      'Execution {0} takes no dropped files, as each upload makes an execution of its own. Drop them on the stream.',
      target.execution.executionId,
    );
  return t('Files are uploaded to a stream: drop them on one.');
}
