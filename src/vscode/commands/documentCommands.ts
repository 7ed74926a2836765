import { DocumentError } from '../documents/documentError';
import { titleOf } from '../documents/readOnlyTexts';
import { confirm } from '../ui/confirm';
import { documentUri } from './documentTargets';
import { showPreview } from './previewChanges';
import type { CommandRegistry, Invocation } from './registry';
import { saveToDomo } from './saveDocument';
import type { Services } from './services';

export function registerDocumentCommands(registry: CommandRegistry, services: Services): void {
  registry.add('document.preview', (invocation) =>
    showPreview(services, invocation, documentUri(invocation)),
  );
  registry.add('document.saveToDomo', (invocation) =>
    saveToDomo(services, invocation, documentUri(invocation)),
  );
  registry.add('document.discardDraft', (invocation) => discardDraft(services, invocation));
}

async function discardDraft(services: Services, invocation: Invocation): Promise<void> {
  const uri = documentUri(invocation);
  if ((await services.documents.drafts.textOf(uri)) === undefined)
    throw new DocumentError('noDocument', `${titleOf(uri)} has no draft.`);
  if (!invocation.isProgram)
    await confirm(
      `Discard the draft of ${titleOf(uri)}?`,
      'The document shows what Domo has. The text of the draft is lost.',
      'Discard',
    );
  await services.documents.fileSystem.discardDraft(uri);
}
