import * as vscode from 'vscode';
import { systemClock } from '../../base/clock';
import type { DomoClient } from '../../domo/client';
import { isTransient } from '../../domo/http/errors';
import type { JsonObject } from '../../base/json';
import { errorTextOf, isRunning, outcomeOf, type Execution } from '../../domo/api/model';
import { pollExecution } from '../../domo/flows/pollExecution';
import { formatRows } from '../../base/format';
import { t } from '../../base/l10n';
import { tell, warn } from '../shell/notify';
import { logError } from '../../base/errorTexts';
import { showError } from '../shell/showError';
import type { CommandRegistry, Invocation } from '../shell/commandRegistry';
import { pollMilliseconds } from './showRun';
import type { ExecutionServices } from './services';
import { streamName } from '../../domo/streamName';
import type { ChosenExecution } from '../../streams/chosen';
import { chooseExecution } from './chooseExecution';
import { notifySlowness, notifyPatienceTries } from '../../base/policies';

export function registerNotifyAtEnd(registry: CommandRegistry, services: ExecutionServices): void {
  const awaited = new Set<string>();
  registry.add('execution.notify', (invocation) => notifyAtEnd(services, awaited, invocation));
}

/**
 * Tells when one execution ends. Returns at once to a person, and after its end to a program.
 * @returns the execution as it is then
 */
async function notifyAtEnd(
  services: ExecutionServices,
  awaited: Set<string>,
  invocation: Invocation,
): Promise<JsonObject> {
  const target = await chooseExecution(services, invocation, 'read', isRunning);
  const { connection, streamId, executionId } = target;
  const client = await services.clients.get(connection.id);
  const execution = await client.executions.get(streamId, executionId);
  const key = `${connection.id}/${streamId}/${executionId}`;
  if (!isRunning(execution)) {
    if (!invocation.isProgram) tellEnd(await textOf(client, target, execution), target);
    return execution.raw;
  }
  if (invocation.isProgram) return (await followToEnd(services, client, target)).raw;
  if (!awaited.has(key)) {
    awaited.add(key);
    // Not awaited: the command is over, and the window goes on.
    void tellAtEnd(services, client, target).finally(() => awaited.delete(key));
  }
  return execution.raw;
}

async function tellAtEnd(
  services: ExecutionServices,
  client: DomoClient,
  target: ChosenExecution,
): Promise<void> {
  const { connection, streamId, executionId } = target;
  const show = (isAwaited: boolean): void =>
    services.streams.tree.setAwaited(connection.id, streamId, executionId, isAwaited);
  show(true);
  try {
    const ended = await followToEnd(services, client, target);
    tellEnd(await textOf(client, target, ended), target);
  } catch (error) {
    logError(services.log, `Waiting for execution ${executionId}`, error);
    void showError(error, connection.id);
  } finally {
    show(false);
  }
}

/** A network that is gone for a while does not end the waiting. */
async function followToEnd(
  { streams: { tree } }: ExecutionServices,
  client: DomoClient,
  { connection, streamId, executionId }: ChosenExecution,
): Promise<Execution> {
  const following = {
    client,
    streamId,
    executionId,
    longestPollMilliseconds: pollMilliseconds() * notifySlowness,
    onRead: (now: Execution) => tree.executionRead(connection.id, streamId, now),
  };
  for (let tries = 0; ; tries += 1)
    try {
      const ended = await pollExecution(following, new AbortController().signal);
      await tree.streamChanged(connection.id, streamId);
      return ended;
    } catch (error) {
      if (!isTransient(error) || tries >= notifyPatienceTries) throw error;
      await systemClock.sleep(following.longestPollMilliseconds);
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

function tellEnd({ message, isGood }: EndText, target: ChosenExecution): void {
  const open = t('Show Details');
  const show = isGood ? tell : warn;
  void show(message, open).then((chosen) => {
    const { connection, streamId, executionId } = target;
    const given = { connectionId: connection.id, streamId, executionId };
    return chosen === open
      ? vscode.commands.executeCommand('domoStreams.execution.details', given)
      : undefined;
  });
}
