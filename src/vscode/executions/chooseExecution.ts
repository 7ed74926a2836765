import { missingField } from '../../base/arguments';
import type { Execution } from '../../domo/api/model';
import type { ChosenExecution } from '../../streams/chosen';
import type { Purpose } from '../connections/chooseConnection';
import type { ExecutionIds, Open } from '../../connections/ids';
import type { Invocation } from '../shell/invocation';
import { pickExecution } from './pickExecution';
import type { ExecutionServices } from './services';

/**
 * The execution that was given, or the one that the person picks.
 * @throws CancelledError, DomoError; ArgumentError if a call gives none
 */
export async function chooseExecution(
  services: ExecutionServices,
  invocation: Invocation<Open<ExecutionIds>>,
  purpose: Purpose = 'read',
  accepts: (execution: Execution) => boolean = () => true,
): Promise<ChosenExecution> {
  const target = await services.streams.choose(invocation, purpose);
  const { executionId } = invocation.given;
  if (executionId !== undefined) return { ...target, executionId };
  if (!invocation.asks) throw missingField('executionId');
  const client = await services.clients.get(target.connection.id);
  const execution = await pickExecution(client, target.streamId, accepts);
  return { ...target, executionId: execution.executionId };
}
