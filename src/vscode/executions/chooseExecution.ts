import { optionalId } from '../../base/arguments';
import type { Execution } from '../../domo/api/model';
import type { ChosenExecution } from '../../streams/chosen';
import type { Purpose } from '../connections/chooseConnection';
import type { Invocation } from '../shell/commandRegistry';
import { pickExecution } from './pickExecution';
import type { ExecutionServices } from './services';

/** The execution that the caller gave, or the one that the person picks. */
export async function chooseExecution(
  services: ExecutionServices,
  invocation: Invocation,
  purpose: Purpose = 'read',
  accepts: (execution: Execution) => boolean = () => true,
): Promise<ChosenExecution> {
  const target = await services.streams.choose(invocation, purpose);
  const executionId = optionalId(invocation.given, 'executionId');
  if (executionId !== undefined) return { ...target, executionId };
  const client = await services.clients.get(target.connection.id);
  const execution = await pickExecution(client, target.streamId, accepts);
  return { ...target, executionId: execution.executionId };
}
