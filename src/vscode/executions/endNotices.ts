import type * as vscode from 'vscode';
import { CancelledError, isCancelled } from '../../base/abort';
import { systemClock } from '../../base/clock';
import type { DomoClient } from '../../domo/client';
import { isTransient } from '../../domo/http/errors';
import type { JsonObject } from '../../base/json';
import { errorTextOf, isRunning, outcomeOf, type Execution } from '../../domo/api/model';
import type { AwaitedExecutions } from '../../executions/awaitedExecutions';
import { pollExecution } from '../../domo/flows/pollExecution';
import { formatRows } from '../../base/format';
import { t } from '../../base/l10n';
import { tell, warn } from '../shell/notify';
import type { CommandGiven } from '../../manifest/commands';
import { clicked, type Invocation } from '../shell/invocation';
import { showDetails } from './showPanels';
import { pollMilliseconds } from './showRun';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';
import type { ExecutionIds } from '../../connections/ids';
import { chooseExecution } from './chooseExecution';
import { notifySlowness, notifyPatienceTries } from '../../base/policies';

/** Tells people when executions end, also after a reload of the window. */
export class EndNotices implements vscode.Disposable {
  readonly #awaited = new Map<string, ExecutionIds>();
  readonly #closed = new AbortController();

  constructor(
    private readonly services: ExecutionServices,
    private readonly stored: AwaitedExecutions,
  ) {
    void this.#continue();
  }

  /**
   * Tells when one execution ends. Returns at once to a person, and after its end to a call.
   * @returns the execution as it is then
   */
  async notify(invocation: Invocation<CommandGiven<'execution.notify'>>): Promise<JsonObject> {
    const { services } = this;
    const target = await chooseExecution(services, invocation, 'read', isRunning);
    const ids = { ...target, connectionId: target.connection.id };
    const client = await services.clients.get(ids.connectionId);
    const execution = await client.executions.get(ids.streamId, ids.executionId);
    if (!isRunning(execution)) {
      if (invocation.asks) this.#tellEnd(await textOf(client, execution, ids), ids);
      return execution.raw;
    }
    if (!invocation.asks) return (await pollToEnd(services, ids, this.#closed.signal)).raw;
    this.#await(ids);
    return execution.raw;
  }

  dispose(): void {
    this.#closed.abort(new CancelledError());
  }

  /** Waits for what an earlier window waited for. */
  async #continue(): Promise<void> {
    try {
      const awaited = await this.stored.read();
      for (const ids of awaited) if (this.#hasConnection(ids)) this.#await(ids);
    } catch (error) {
      this.services.log.warn(`Awaited executions can't be read: ${String(error)}`);
    }
  }

  /** Waits in the background. What is awaited when the window closes is awaited again by the next one. */
  #await({ connectionId, streamId, executionId }: ExecutionIds): void {
    const key = `${connectionId}/${streamId}/${executionId}`;
    if (this.#awaited.has(key)) return;
    this.#awaited.set(key, { connectionId, streamId, executionId });
    this.#store();
    void this.#tellAtEnd({ connectionId, streamId, executionId }).then((isOver) => {
      if (!isOver) return;
      this.#awaited.delete(key);
      this.#store();
    });
  }

  #hasConnection({ connectionId }: ExecutionIds): boolean {
    return this.services.store.list().some(({ id }) => id === connectionId);
  }

  #store(): void {
    this.stored.write([...this.#awaited.values()]).catch((error: unknown) => {
      this.services.log.warn(`Awaited executions can't be kept: ${String(error)}`);
    });
  }

  /** @returns whether it needn't be awaited any more */
  async #tellAtEnd(ids: ExecutionIds): Promise<boolean> {
    const { streams, failures, clients } = this.services;
    const show = (isAwaited: boolean): void =>
      streams.tree.setAwaited(ids.connectionId, ids.streamId, ids.executionId, isAwaited);
    show(true);
    try {
      const ended = await pollToEnd(this.services, ids, this.#closed.signal);
      this.#tellEnd(await textOf(await clients.get(ids.connectionId), ended, ids), ids);
    } catch (error) {
      if (isCancelled(error)) return false;
      // Its connection may have been removed meanwhile: then nobody waits for it.
      if (this.#hasConnection(ids)) failures.show('execution.notify', error, ids.connectionId);
    } finally {
      show(false);
    }
    return true;
  }

  #tellEnd({ message, isGood }: EndText, ids: ExecutionIds): void {
    const open = t('Show Details');
    const show = isGood ? tell : warn;
    void show(message, open).then((chosen) => {
      if (chosen !== open) return;
      const details = (): Promise<unknown> => showDetails(this.services, clicked(ids));
      void this.services.failures.run('execution.details', details, ids.connectionId);
    });
  }
}

/** A network that is gone for a while does not end the waiting. @throws CancelledError if the signal is aborted */
async function pollToEnd(
  { clients, streams: { tree }, settings }: ExecutionServices,
  { connectionId, streamId, executionId }: ExecutionIds,
  signal: AbortSignal,
): Promise<Execution> {
  for (let tries = 0; ; tries += 1) {
    const longestPollMilliseconds = pollMilliseconds(settings) * notifySlowness;
    const onRead = (now: Execution): void => tree.executionRead(connectionId, streamId, now);
    try {
      const client = await clients.get(connectionId);
      const poll = { client, streamId, executionId, longestPollMilliseconds, onRead };
      const ended = await pollExecution(poll, signal);
      await tree.streamChanged(connectionId, streamId);
      return ended;
    } catch (error) {
      if (!isTransient(error) || tries >= notifyPatienceTries) throw error;
      await systemClock.sleep(longestPollMilliseconds, signal);
    }
  }
}

interface EndText {
  readonly message: string;
  readonly isGood: boolean;
}

async function textOf(
  client: DomoClient,
  execution: Execution,
  { streamId }: ExecutionIds,
): Promise<EndText> {
  const name = streamName(await client.streams.get(streamId));
  const outcome = outcomeOf(execution.currentState, execution.endedAt);
  const rows =
    execution.rowsInserted === undefined ? undefined : formatRows(execution.rowsInserted);
  const facts = [execution.currentState, rows, errorTextOf(execution)];
  const message = t(
    '{0}: execution {1} has ended. {2}',
    name,
    execution.executionId,
    facts.filter(Boolean).join(' · '),
  );
  return { message, isGood: outcome === 'succeeded' };
}
