import type { Node } from 'jsonc-parser';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../base/disposable';
import { Throttle } from '../../../base/throttle';
import {
  documentScheme,
  parseDocumentPath,
  type DocumentRef,
} from '../../../documents/documentPath';
import { treeOf } from '../../../documents/parse';
import type { RemoteBodies } from '../../../documents/remoteBodies';
import { rangeOf } from './documentMarks';
import { fixedFieldsMilliseconds } from '../../../base/policies';

/** Shows the fields that are Domo's own paler than those that one can change. */
export class FixedFields implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #pale = this.#disposables.add(
    // Not by opacity, which leaves too little contrast in light themes.
    vscode.window.createTextEditorDecorationType({
      color: new vscode.ThemeColor('descriptionForeground'),
    }),
  );

  constructor(private readonly remote: RemoteBodies) {
    const throttle = this.#disposables.add(
      new Throttle(() => this.#mark(), fixedFieldsMilliseconds),
    );
    const { window, workspace } = vscode;
    this.#disposables.add(window.onDidChangeVisibleTextEditors(() => throttle.request()));
    this.#disposables.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === documentScheme) throttle.request();
      }),
    );
    throttle.request();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #mark(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const ref = parseDocumentPath(document.uri.path);
      if (document.uri.scheme !== documentScheme || !ref || ref.type === 'new') continue;
      const properties = this.#fixedIn(treeOf(document.getText()), ref);
      const ranges = properties.map((property) => rangeOf(document, property));
      editor.setDecorations(this.#pale, ranges);
    }
  }

  /** Top-level fields, and those of the DataSet that move by themselves. */
  #fixedIn(root: Node | undefined, ref: DocumentRef): Node[] {
    const rule = this.remote.ruleFor(ref);
    const isFixed = (...path: string[]): boolean => rule(path) !== 'updatable';
    return propertiesOf(root).flatMap((property) => {
      const name = fieldName(property);
      if (isFixed(name)) return [property];
      return propertiesOf(property.children?.[1]).filter((inner) =>
        isFixed(name, fieldName(inner)),
      );
    });
  }
}

function propertiesOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'object' ? (node.children ?? []) : [];
}

function fieldName(property: Node): string {
  return String(property.children?.[0]?.value);
}
