import type * as vscode from 'vscode';
import type { JsonObject } from '../../domo/json';
import type { ConnectionMemory } from '../connections/connectionMemory';
import type { ConnectionStore } from '../connections/connectionStore';
import { askModal } from '../ui/notify';
import { connectionIdIn } from './address';
import { DocumentError } from './documentError';
import { titleOf, type ReadOnlyTexts } from './readOnlyTexts';
import type { ConflictAnswer } from './saver';

/** What a save may have to ask. */
export class SaveQuestions {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly memory: ConnectionMemory,
    private readonly texts: ReadOnlyTexts,
  ) {}

  /** Asks what to do where a document and the server both changed, and shows the server's side. */
  async askConflict(
    uri: vscode.Uri,
    fields: readonly string[],
    theirs: JsonObject,
  ): Promise<ConflictAnswer> {
    const overwrite = 'Overwrite';
    const compare = 'Compare';
    const answer = await askModal(
      `${fields.join(', ')} changed in Domo since this document was opened.`,
      'Overwrite puts your values in place of the new ones. Compare shows both and saves nothing.',
      overwrite,
      compare,
    );
    if (answer === compare)
      await this.texts.compareWith(uri, theirs, `${titleOf(uri)} (in Domo ↔ yours)`);
    return answer === overwrite ? 'overwrite' : 'cancel';
  }

  /**
   * Has a person confirm changes that can do harm, unless they don't want to be asked for this connection.
   * @returns whether they were asked
   * @throws DocumentError `notConfirmed`
   */
  async confirmRisks(uri: vscode.Uri, risks: readonly string[]): Promise<boolean> {
    const connectionId = connectionIdIn(uri.toString());
    if (!this.memory.asksBeforeRisks(connectionId)) return false;
    const { name } = this.connections.get(connectionId);
    const save = 'Save to Domo';
    const always = `Save, and Don’t Ask Again for ${name}`;
    const answer = await askModal(
      `Save these changes of ${titleOf(uri)} to ${name}?`,
      risks.join('\n'),
      save,
      always,
    );
    if (answer === always) this.memory.stopAskingBeforeRisks(connectionId);
    if (answer === save || answer === always) return true;
    throw new DocumentError('notConfirmed', 'Not saved, and nothing was sent.');
  }
}
