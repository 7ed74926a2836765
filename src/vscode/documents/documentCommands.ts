import { text } from '../../base/text';
import { DocumentError } from '../../documents/documentError';
import { titleOf } from './readOnlyTexts';
import type { CommandGiven } from '../../manifest/commands';
import { assertConfirmed } from '../shell/confirm';
import { t } from '../../base/l10n';
import { documentUri } from './documentInFront';
import { showPreview } from './showPreview';
import type { CommandRegistry } from '../shell/commandRegistry';
import type { Invocation } from '../shell/invocation';
import { saveToDomo } from './saveToDomo';
import type { DocumentServices } from './services';

export function registerDocumentCommands(
  registry: CommandRegistry,
  services: DocumentServices,
): void {
  registry.add('document.preview', (invocation) =>
    showPreview(services, { ...invocation, given: {} }, documentUri(invocation)),
  );
  registry.add('document.saveToDomo', (invocation) =>
    saveToDomo(services, invocation, documentUri(invocation)),
  );
  registry.add('document.discardDraft', (invocation) => discardDraft(services, invocation));
}

async function discardDraft(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'document.discardDraft'>>,
): Promise<void> {
  const uri = documentUri(invocation);
  if ((await services.documents.drafts.textOf(uri)) === undefined)
    throw new DocumentError('noDocument', text('{0} has no draft.', titleOf(uri)));
  // A call is taken at its word.
  if (invocation.asks)
    await assertConfirmed(invocation, {
      question: t('Discard the draft of {0}?', titleOf(uri)),
      detail: t('The document shows what Domo has. The text of the draft is lost.'),
      action: t('Discard'),
    });
  await services.documents.fileSystem.discardDraft(uri);
}
