import * as vscode from 'vscode';
import { text } from '../../base/text';
import type { JsonObject } from '../../base/json';
import { t } from '../../base/l10n';
import type { ChangePreview } from '../../documents/changePreview';
import { changesBetween } from '../../documents/changeTexts';
import { changedPaths, formatPath, withValuesOf } from '../../documents/compare';
import { DocumentError } from '../../documents/documentError';
import type { OpenDocuments } from './openDocuments';
import { refOf } from './fileErrors';
import { mergeBodies } from '../../documents/merge';
import { parseDocument } from '../../documents/parse';
import { titleOf, type ReadOnlyTexts } from './readOnlyTexts';
import type { RemoteRef, RemoteBodies } from '../../documents/remoteBodies';
import { renderDocument } from '../../documents/render';
import { updatableEdits } from '../../documents/saveBody';

const mostTries = 3;

interface Preview extends ChangePreview {
  /** The server's present body. */
  readonly theirs: JsonObject;
}

/** Tells what a save would do, and changes documents without saving them. */
export class Previews {
  constructor(
    private readonly remote: RemoteBodies,
    private readonly documents: OpenDocuments,
    private readonly texts: ReadOnlyTexts,
  ) {}

  /** @throws DocumentError `invalidJson`, `noDocument`; DomoError */
  async of(uri: vscode.Uri): Promise<Preview> {
    const ref = remoteRefOf(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const mine = parseDocument(document.getText());
    const { body: theirs } = await this.remote.read(ref);
    const base = (await this.documents.get(uri).stored())?.base ?? theirs;
    const rule = this.remote.ruleFor(ref);
    const { edited, fixed } = updatableEdits(rule, base, mine);
    const { merged, conflicts } = mergeBodies(base, edited, theirs);
    const updatable = (path: readonly string[]): boolean => rule(path) === 'updatable';
    const kept = new Set(changedPaths(base, theirs).filter(updatable).map(formatPath));
    for (const path of conflicts) kept.delete(formatPath(path));
    const blocking = new Set(fixed);
    return {
      changes: changesBetween(theirs, merged).filter(({ field }) => !blocking.has(field)),
      conflicts: conflicts.map(formatPath),
      fixed,
      keptOfDomo: changesBetween(base, theirs).filter(({ field }) => kept.has(field)),
      theirs,
    };
  }

  /** Shows what Domo has at the left, and the document at the right. */
  async compare(uri: vscode.Uri, theirs: JsonObject): Promise<void> {
    await this.texts.compareWith(uri, theirs, t('{0} (in Domo ↔ yours)', titleOf(uri)));
  }

  /** Changes the JSON of a document as typing would; it is not saved. */
  async edit(uri: vscode.Uri, change: (body: JsonObject) => JsonObject): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    // An edit is refused where the text moves under it, as after a save that Domo has normalised.
    for (let tries = 0; tries < mostTries; tries += 1) {
      const changed = renderDocument(change(parseDocument(document.getText())));
      if (changed === document.getText() || (await replaceText(document, changed))) return;
    }
    throw new DocumentError(
      'noDocument',
      text('{0} could not be changed. Try again.', titleOf(uri)),
    );
  }

  /** The fields that can be updated as they were in an earlier version, and all others as they are. */
  restored(uri: vscode.Uri, present: JsonObject, earlier: JsonObject): JsonObject {
    const rule = this.remote.ruleFor(refOf(uri));
    const updatable = Object.keys({ ...present, ...earlier })
      .filter((field) => rule([field]) === 'updatable')
      .map((field) => [field]);
    const restored = withValuesOf(present, earlier, updatable);
    const others = changedPaths(present, restored).filter((path) => rule(path) !== 'updatable');
    return withValuesOf(restored, present, others);
  }
}

function replaceText(document: vscode.TextDocument, content: string): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  edit.replace(document.uri, whole, content);
  return vscode.workspace.applyEdit(edit);
}

/** @throws DocumentError `noDocument` for a stream that does not exist yet */
export function remoteRefOf(uri: vscode.Uri): RemoteRef {
  const ref = refOf(uri);
  if (ref.type !== 'new') return ref;
  throw new DocumentError(
    'noDocument',
    text('This stream is not in Domo yet: its first save creates it.'),
  );
}
