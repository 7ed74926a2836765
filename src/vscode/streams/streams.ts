import { join } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { ChosenStream } from '../../streams/chosen';
import type { ConnectionServices } from '../connections/services';
import type { Purpose } from '../connections/chooseConnection';
import type { Open, StreamIds } from '../../connections/ids';
import type { CommandRegistry } from '../shell/commandRegistry';
import type { Invocation } from '../shell/invocation';
import { registerCopyCommands } from './copyCommands';
import { deleteStreams } from './deleteStreams';
import { registerSearchCommands } from './searchCommands';
import { StreamsTree } from './streamsTree';
import type { Restorable } from './treeSeams';
import { chooseStream } from './chooseStream';
import { registerTreeCommands } from './treeCommands';

/** A stream that was deleted, with its DataSet's name: the label of its document. */
export interface DeletedStream extends StreamIds {
  readonly name: string | undefined;
}

/** Streams as other features use them: the view, and the choice of a stream. */
export class Streams implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #deleted = this.#disposables.add(new Emitter<DeletedStream>());
  /** Fires when a stream was deleted. */
  readonly onDidDelete = this.#deleted.event;
  /** Fires when files were dropped on a stream. */
  readonly onDidDrop: StreamsTree['onDidDrop'];
  readonly tree: StreamsTree;

  constructor(
    context: vscode.ExtensionContext,
    private readonly services: ConnectionServices,
    restorable: Restorable,
  ) {
    const { extensionUri, globalStorageUri } = context;
    const places = {
      media: vscode.Uri.joinPath(extensionUri, 'media'),
      dropFolder: join(globalStorageUri.fsPath, 'dropped'),
    };
    this.tree = this.#disposables.add(new StreamsTree(services, places, restorable));
    this.onDidDrop = this.tree.onDidDrop;
  }

  /** The stream that was given, or the one that the person picks. @throws CancelledError, DomoError, ArgumentError */
  choose(invocation: Invocation<Open<StreamIds>>, purpose?: Purpose): Promise<ChosenStream> {
    return chooseStream(this.services, invocation, purpose);
  }

  registerCommands(registry: CommandRegistry): void {
    const services = {
      ...this.services,
      tree: this.tree,
      streamDeleted: (stream: DeletedStream) => this.#deleted.fire(stream),
    };
    registry.add('stream.delete', (invocation) => deleteStreams(services, invocation));
    registerSearchCommands(registry, services);
    registerCopyCommands(registry, services);
    registerTreeCommands(registry, services);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
