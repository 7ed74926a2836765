import { registerAbortCommands } from './abortCommands';
import { registerAwaitCommands } from './awaitCommands';
import { registerConnectionCommands } from './connectionCommands';
import { registerConnectionListCommands } from './connectionListCommands';
import { registerCopyCommands } from './copyCommands';
import { registerDefinitionCommands } from './definitionCommands';
import { registerDeleteCommands } from './deleteCommands';
import { registerDocumentCommands } from './documentCommands';
import { registerExecutionCommands } from './executionCommands';
import { registerFileUpload } from './fileUpload';
import { registerGeneralCommands } from './generalCommands';
import { registerHistoryCommands } from './historyCommands';
import { registerNewStreamCommands } from './newStreamCommands';
import { CommandRegistry } from './registry';
import { registerSearchCommands } from './searchCommands';
import type { Services } from './services';
import { registerStreamCommands } from './streamCommands';
import { registerUploadCommands } from './uploadCommands';

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
