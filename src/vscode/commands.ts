import { registerAbortCommands } from './executions/abortAll';
import { registerAwaitCommands } from './executions/notifyAtEnd';
import { registerConnectionCommands } from './connections/connectionCommands';
import { registerConnectionListCommands } from './connections/connectionListCommands';
import { registerCopyCommands } from './streams/copyCommands';
import { registerDefinitionCommands } from './documents/definitionCommands';
import { registerDeleteCommands } from './streams/deleteStreams';
import { registerDocumentCommands } from './documents/documentCommands';
import { registerExecutionCommands } from './executions/executionCommands';
import { registerFileUpload } from './uploads/fileUpload';
import { registerGeneralCommands } from './streams/treeCommands';
import { registerHistoryCommands } from './executions/panelCommands';
import { registerNewStreamCommands } from './documents/newStreams/newStreamCommands';
import { CommandRegistry } from './shell/commandRegistry';
import { registerSearchCommands } from './streams/searchCommands';
import type { Services } from './connections/services';
import { registerStreamCommands } from './executions/startExecution';
import { registerUploadCommands } from './uploads/uploadCommands';

/** Registers every command of the extension. */
export function registerCommands(services: Services): CommandRegistry {
  const registry = new CommandRegistry(services.log);
  registerConnectionCommands(registry, services);
  registerConnectionListCommands(registry, services);
  registerStreamCommands(registry, services);
  registerNewStreamCommands(registry, services);
  registerDocumentCommands(registry, services);
  registerDefinitionCommands(registry, services);
  registerSearchCommands(registry, services);
  registerExecutionCommands(registry, services);
  registerDeleteCommands(registry, services);
  registerAbortCommands(registry, services);
  registerAwaitCommands(registry, services);
  registerCopyCommands(registry, services);
  registerHistoryCommands(registry, services);
  registerFileUpload(registry, services);
  registerUploadCommands(registry, services);
  registerGeneralCommands(registry, services);
  return registry;
}
