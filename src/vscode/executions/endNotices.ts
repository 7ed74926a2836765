import { systemClock } from '../../base/clock';
import type { DomoClient } from '../../domo/client';
import { isTransient } from '../../domo/http/errors';
import type { JsonObject } from '../../base/json';
import { errorTextOf, isRunning, outcomeOf, type Execution } from '../../domo/api/model';
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
import type { ChosenExecution } from '../../streams/chosen';
import { chooseExecution } from './chooseExecution';
import { notifySlowness, notifyPatienceTries } from '../../base/policies';

/** Tells people when executions end. */
export class EndNotices {
  readonly #awaited = new Set<string>();

  constructor(private readonly services: ExecutionServices) {}

  /**
   * Tells when one execution ends. Returns at once to a person, and after its end to a call.
   * @returns the execution as it is then
   */
  async notify(invocation: Invocation<CommandGiven<'execution.notify'>>): Promise<JsonObject> {
    const { services } = this;
    const target = await chooseExecution(services, invocation, 'read', isRunning);
    const { connection, streamId, executionId } = target;
    const client = await services.clients.get(connection.id);
    const execution = await client.executions.get(streamId, executionId);
    if (!isRunning(execution)) {
      if (invocation.asks) this.#tellEnd(await textOf(client, target, execution), target);
      return execution.raw;
    }
    if (!invocation.asks) return (await pollToEnd(services, client, target)).raw;
    const key = `${connection.id}/${streamId}/${executionId}`;
    if (!this.#awaited.has(key)) {
      this.#awaited.add(key);
      // Not awaited: the command is over, and the window goes on.
      void this.#tellAtEnd(client, target).finally(() => this.#awaited.delete(key));
    }
    return execution.raw;
  }

  async #tellAtEnd(client: DomoClient, target: ChosenExecution): Promise<void> {
    const { connection, streamId, executionId } = target;
    const show = (isAwaited: boolean): void =>
      this.services.streams.tree.setAwaited(connection.id, streamId, executionId, isAwaited);
    show(true);
    try {
      const ended = await pollToEnd(this.services, client, target);
      this.#tellEnd(await textOf(client, target, ended), target);
    } catch (error) {
      this.services.failures.show('execution.notify', error, connection.id);
    } finally {
      show(false);
    }
  }

  #tellEnd(
    { message, isGood }: EndText,
    { connection, streamId, executionId }: ChosenExecution,
  ): void {
    const open = t('Show Details');
    const show = isGood ? tell : warn;
    const ids = { connectionId: connection.id, streamId, executionId };
    void show(message, open).then((chosen) => {
      if (chosen !== open) return;
      const details = (): Promise<unknown> => showDetails(this.services, clicked(ids));
      void this.services.failures.run('execution.details', details, connection.id);
    });
  }
}

/** A network that is gone for a while does not end the waiting. */
async function pollToEnd(
  { streams: { tree }, settings }: ExecutionServices,
  client: DomoClient,
  { connection, streamId, executionId }: ChosenExecution,
): Promise<Execution> {
  const poll = {
    client,
    streamId,
    executionId,
    longestPollMilliseconds: pollMilliseconds(settings) * notifySlowness,
    onRead: (now: Execution) => tree.executionRead(connection.id, streamId, now),
  };
  for (let tries = 0; ; tries += 1)
    try {
      const ended = await pollExecution(poll, new AbortController().signal);
      await tree.streamChanged(connection.id, streamId);
      return ended;
    } catch (error) {
      if (!isTransient(error) || tries >= notifyPatienceTries) throw error;
      await systemClock.sleep(poll.longestPollMilliseconds);
    }
}

interface EndText {
  readonly message: string;
  readonly isGood: boolean;
}

async function textOf(
  client: DomoClient,
  { streamId }: ChosenExecution,
  execution: Execution,
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
