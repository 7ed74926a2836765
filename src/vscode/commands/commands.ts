import { registerConnectionCommands } from './connectionCommands';
import { registerDefinitionCommands } from './definitionCommands';
import { registerDocumentCommands } from './documentCommands';
import { registerExecutionCommands } from './executionCommands';
import { registerFileUpload } from './fileUpload';
import { registerGeneralCommands } from './generalCommands';
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
  registerStreamCommands(registry, services);
  registerNewStreamCommands(registry, services);
  registerDocumentCommands(registry, services);
  registerDefinitionCommands(registry, services);
  registerSearchCommands(registry, services);
  registerExecutionCommands(registry, services);
  registerFileUpload(registry, services);
  registerUploadCommands(registry, services);
  registerGeneralCommands(registry, services);
  return registry;
}
