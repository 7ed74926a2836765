import { text } from '../../base/text';
import type { JsonObject } from '../../base/json';
import type { ConnectionMemory } from '../../connections/connectionMemory';
import type { ConnectionStore } from '../connections/connectionStore';
import { t } from '../../base/l10n';
import { ConfirmationError } from '../shell/confirm';
import { askModal } from '../shell/notify';
import type { OpenDocument } from './openDocument';
import { connectionIdIn } from '../../documents/documentPath';
import { DocumentError } from '../../documents/documentError';
import { titleOf, type ReadOnlyTexts } from './readOnlyTexts';
import type { ConflictAnswer } from '../../documents/saveBody';

/** What a save may have to ask. */
export class SaveQuestions {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly memory: ConnectionMemory,
    private readonly texts: ReadOnlyTexts,
  ) {}

  /** Asks what to do where a document and the server both changed, and shows the server's side. */
  async askConflict(
    { uri, call }: Pick<OpenDocument, 'uri' | 'call'>,
    fields: readonly string[],
    theirs: JsonObject,
  ): Promise<ConflictAnswer> {
    const overwrite = t('Overwrite');
    const compare = t('Compare');
    const question = t('{0} changed in Domo since this document was opened.', fields.join(', '));
    if (call?.isConfirmed) return 'overwrite';
    if (call) throw new ConfirmationError(question);
    const answer = await askModal(
      question,
      t(
        'Compare shows both and saves nothing. Overwrite puts your values in place of the new ones.',
      ),
      // The first is what Enter does.
      compare,
      overwrite,
    );
    if (answer === compare)
      await this.texts.compareWith(uri, theirs, t('{0} (in Domo ↔ yours)', titleOf(uri)));
    return answer === overwrite ? 'overwrite' : 'cancel';
  }

  /**
   * Has a person confirm changes that can do harm, unless they don't want to be asked for this connection.
   * @returns whether they were asked
   * @throws DocumentError `notConfirmed`; ConfirmationError `needsDecision` for a call
   */
  async confirmRisks(
    { uri, call }: Pick<OpenDocument, 'uri' | 'call'>,
    risks: readonly string[],
  ): Promise<boolean> {
    const connectionId = connectionIdIn(uri.toString());
    if (!this.memory.asksBeforeRisks(connectionId)) return false;
    const { name } = this.connections.get(connectionId);
    const save = t('Save to Domo');
    const always = t('Save, and Don’t Ask Again for {0}', name);
    const question = t('Save these changes of {0} to {1}?', titleOf(uri), name);
    if (call?.isConfirmed) return false;
    if (call) throw new ConfirmationError(`${question} ${risks.join('; ')}.`);
    const answer = await askModal(question, risks.join('\n'), save, always);
    if (answer === always) this.memory.stopAskingBeforeRisks(connectionId);
    if (answer === save || answer === always) return true;
    throw new DocumentError('notConfirmed', text('Not saved, and nothing was sent.'));
  }
}
