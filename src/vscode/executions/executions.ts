import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Execution } from '../../domo/api/model';
import type { DomoClient } from '../../domo/client';
import type { ChosenExecution } from '../../streams/chosen';
import type { ConnectionServices } from '../connections/services';
import type { Purpose } from '../connections/chooseConnection';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import type { StreamIds, Streams } from '../streams/streams';
import { confirmCancelsRunning } from './confirmCancelsRunning';
import { registerExecutionCommands } from './executionCommands';
import { ExecutionPanels } from './executionPanels';
import { registerNotifyAtEnd } from './notifyAtEnd';
import { registerPanelCommands } from './panelCommands';
import type { ExecutionServices } from './services';
import { chooseExecution } from './chooseExecution';

/** Which execution something happened to. */
export interface ExecutionIds extends StreamIds {
  readonly executionId: number;
}

/** Executions as other features use them. */
export class Executions implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #deleted = this.#disposables.add(new Emitter<ExecutionIds>());
  /** Fires when an execution was deleted. */
  readonly onDidDelete = this.#deleted.event;
  readonly #services: ExecutionServices;

  constructor(extensionUri: vscode.Uri, services: ConnectionServices, streams: Streams) {
    this.#services = {
      ...services,
      streams,
      panels: this.#disposables.add(new ExecutionPanels(extensionUri, services.log)),
      executionDeleted: (connectionId, streamId, executionId) =>
        this.#deleted.fire({ connectionId, streamId, executionId }),
    };
  }

  /** The execution that the caller gave, or the one that the person picks. @throws CancelledError, DomoError */
  choose(
    invocation: Invocation,
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
    registerExecutionCommands(registry, this.#services);
    registerNotifyAtEnd(registry, this.#services);
    registerPanelCommands(registry, this.#services);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
