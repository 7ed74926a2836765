import { join } from 'node:path';
import type * as vscode from 'vscode';
import { AwaitedExecutions } from '../../executions/awaitedExecutions';
import { DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Execution } from '../../domo/api/model';
import type { DomoClient } from '../../domo/client';
import type { ChosenExecution } from '../../streams/chosen';
import type { ConnectionServices } from '../connections/services';
import type { Purpose } from '../connections/chooseConnection';
import type { ExecutionIds, Open } from '../../connections/ids';
import type { CommandRegistry } from '../shell/commandRegistry';
import { forSelection } from '../shell/forSelection';
import type { Invocation } from '../shell/invocation';
import type { Streams } from '../streams/streams';
import { confirmCancelsRunning } from './confirmCancelsRunning';
import { abortAll } from './abortAll';
import { deleteExecutions } from './deleteExecutions';
import { abortExecutions, commitExecution } from './finalizeExecution';
import { startExecution } from './startExecution';
import { ExecutionPanels } from './executionPanels';
import { EndNotices } from './endNotices';
import { showDetails, showHistory } from './showPanels';
import type { ExecutionServices } from './services';
import { chooseExecution } from './chooseExecution';

/** Executions as other features use them. */
export class Executions implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #deleted = this.#disposables.add(new Emitter<ExecutionIds>());
  /** Fires when an execution was deleted. */
  readonly onDidDelete = this.#deleted.event;
  readonly #services: ExecutionServices;

  readonly #notices: EndNotices;

  /** @param openExecution opens an execution as a document */
  constructor(
    { extensionUri, storageUri, globalStorageUri }: vscode.ExtensionContext,
    services: ConnectionServices,
    streams: Streams,
    openExecution: (ids: ExecutionIds) => Promise<unknown>,
  ) {
    this.#services = {
      ...services,
      streams,
      openExecution,
      panels: this.#disposables.add(new ExecutionPanels(extensionUri, services.log)),
      executionDeleted: (connectionId, streamId, executionId) =>
        this.#deleted.fire({ connectionId, streamId, executionId }),
    };
    // Each workspace has its own, so that a window waits for what it was asked to wait for.
    const file = join((storageUri ?? globalStorageUri).fsPath, 'awaited.json');
    this.#notices = this.#disposables.add(
      new EndNotices(this.#services, new AwaitedExecutions(file)),
    );
  }

  /** The execution that was given, or the one that the person picks. @throws CancelledError, DomoError, ArgumentError */
  choose(
    invocation: Invocation<Open<ExecutionIds>>,
    purpose?: Purpose,
    accepts?: (execution: Execution) => boolean,
  ): Promise<ChosenExecution> {
    return chooseExecution(this.#services, invocation, purpose, accepts);
  }

  /**
   * Warns if a new execution would cancel one that runs.
   * @param isAwaited whether an execution ends before the new one is created
   * @throws CancelledError
   */
  confirmCancelsRunning(
    client: DomoClient,
    streamId: number,
    isAwaited?: (executionId: number) => boolean,
  ): Promise<void> {
    return confirmCancelsRunning(client, streamId, isAwaited);
  }

  registerCommands(registry: CommandRegistry): void {
    const services = this.#services;
    registry.add('stream.run', (invocation) =>
      forSelection(invocation, (one) => startExecution(services, one)),
    );
    registry.add('stream.history', (invocation) =>
      forSelection(invocation, (one) => showHistory(services, one)),
    );
    registry.add('stream.abortAll', (invocation) => abortAll(services, invocation));
    registry.add('execution.details', (invocation) =>
      forSelection(invocation, (one) => showDetails(services, one)),
    );
    registry.add('execution.notify', (invocation) =>
      forSelection(invocation, (one) => this.#notices.notify(one)),
    );
    registry.add('execution.commit', (invocation) => commitExecution(services, invocation));
    registry.add('execution.abort', (invocation) => abortExecutions(services, invocation));
    registry.add('execution.delete', (invocation) => deleteExecutions(services, invocation));
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
