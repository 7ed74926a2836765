import * as vscode from 'vscode';
import { boxText, labelText, oneLine } from '../../base/plainText';

// The one place that opens quick picks and input boxes: they show icons and links in texts that hold names and
// answers of others.

/** A line of a quick pick. Its texts show as they are. */
export interface PickItem extends vscode.QuickPickItem {
  /** The name of an icon of VS Code's, shown before the label. */
  readonly icon?: string;
}

interface PickOptions {
  readonly title?: string;
  readonly placeHolder?: string;
  readonly matchOnDescription?: boolean;
  readonly matchOnDetail?: boolean;
}

/** Has a person pick a line; undefined if it was closed. */
export async function pick<T extends PickItem>(
  items: readonly T[] | Promise<readonly T[]>,
  { title, placeHolder, ...options }: PickOptions,
): Promise<T | undefined> {
  const shown = items instanceof Promise ? items.then(shownItems) : shownItems(items);
  return vscode.window.showQuickPick<T>(shown, {
    ...options,
    ...(title !== undefined && { title: oneLine(title) }),
    ...(placeHolder !== undefined && { placeHolder: oneLine(placeHolder) }),
  });
}

/** A quick pick whose lines change while it is open; set them by `setItems`. */
export function createPick<T extends PickItem>(
  title: string,
  placeHolder: string,
): vscode.QuickPick<T> {
  const picker = vscode.window.createQuickPick<T>();
  picker.title = oneLine(title);
  picker.placeholder = oneLine(placeHolder);
  return picker;
}

export function setItems<T extends PickItem>(
  picker: vscode.QuickPick<T>,
  items: readonly T[],
): void {
  picker.items = shownItems(items);
}

/** Asks for a text; undefined if the box was closed. */
export function askText({
  title,
  prompt,
  placeHolder,
  validateInput,
  ...options
}: Omit<vscode.InputBoxOptions, 'validateInput'> & {
  readonly title: string;
  /** What is wrong with a text; undefined if nothing is. */
  readonly validateInput?: (text: string) => string | undefined;
}): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...options,
    title: oneLine(title),
    ...(prompt !== undefined && { prompt: boxText(prompt) }),
    ...(placeHolder !== undefined && { placeHolder: oneLine(placeHolder) }),
    ...(validateInput && {
      validateInput: (text: string) => {
        const problem = validateInput(text);
        return problem === undefined ? undefined : boxText(problem);
      },
    }),
  });
}

/** An input box that stays open until it is disposed; set its validation message by `setProblem`. */
export function createBox(title: string, prompt: string, placeHolder: string): vscode.InputBox {
  const box = vscode.window.createInputBox();
  box.title = oneLine(title);
  box.prompt = boxText(prompt);
  box.placeholder = oneLine(placeHolder);
  return box;
}

/** Says under a box what is wrong with its text; an empty problem takes that back. */
export function setProblem(box: vscode.InputBox, problem: string): void {
  box.validationMessage = boxText(problem);
}

function shownItems<T extends PickItem>(items: readonly T[]): T[] {
  return items.map((item) => {
    const { icon, label, description, detail } = item;
    return {
      ...item,
      label: icon === undefined ? labelText(label) : `$(${icon}) ${labelText(label)}`,
      ...(description !== undefined && { description: labelText(description) }),
      ...(detail !== undefined && { detail: labelText(detail) }),
    };
  });
}
