import type { Connection } from '../../connections/connection';
import type { CommandGiven } from '../../manifest/commands';
import type { CommandRegistry } from '../shell/commandRegistry';
import { clicked } from '../shell/invocation';
import { addConnection } from './addConnection';
import { addSandbox } from './addSandbox';
import { editConnection } from './editConnection';
import { moveConnection } from './moveConnection';
import { removeConnection } from './removeConnection';
import type { ConnectionHooks, ConnectionServices } from './services';

/** Connections as other features use them. */
export class Connections {
  constructor(
    private readonly services: ConnectionServices,
    private readonly hooks: ConnectionHooks,
  ) {}

  /** Has a person add a connection; what is given isn't asked for. @throws CancelledError, DomoError */
  add(given: CommandGiven<'connection.add'>): Promise<Connection> {
    return addConnection(this.services, clicked(given));
  }

  /** Starts the sandbox, and adds a connection to it if there is none. */
  addSandbox(): Promise<Connection> {
    return addSandbox(this.services);
  }

  /** Has a person edit a connection. @throws CancelledError, DomoError */
  async edit(connectionId: string): Promise<void> {
    await editConnection(this.services, this.hooks, clicked({ connectionId }));
  }

  registerCommands(registry: CommandRegistry): void {
    const { services, hooks } = this;
    registry.add('connection.add', (invocation) => addConnection(services, invocation));
    registry.add('connection.addSandbox', () => addSandbox(services));
    registry.add('connection.edit', (invocation) => editConnection(services, hooks, invocation));
    registry.add('connection.remove', (invocation) =>
      removeConnection(services, hooks, invocation),
    );
    registry.add('connection.moveUp', (invocation) => moveConnection(services, invocation, -1));
    registry.add('connection.moveDown', (invocation) => moveConnection(services, invocation, 1));
  }
}
