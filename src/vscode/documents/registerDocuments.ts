import type { CommandRegistry } from '../shell/commandRegistry';
import { registerDefinitionCommands } from './definitionCommands';
import { registerDocumentCommands } from './documentCommands';
import { registerNewStreamCommands } from './newStreams/newStreamCommands';
import { registerOpenCommands } from './openCommands';
import type { DocumentServices } from './services';

/** Registers the commands for documents. */
export function registerDocuments(registry: CommandRegistry, services: DocumentServices): void {
  registerOpenCommands(registry, services);
  registerNewStreamCommands(registry, services);
  registerDocumentCommands(registry, services);
  registerDefinitionCommands(registry, services);
}
