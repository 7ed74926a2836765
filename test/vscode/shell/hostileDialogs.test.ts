import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { assertConfirmedTyped } from '../../../src/vscode/shell/confirm';
import { tell, withStatus } from '../../../src/vscode/shell/notify';
import {
  askText,
  createBox,
  createPick,
  pick,
  setItems,
  setProblem,
} from '../../../src/vscode/shell/quickInput';
import { failureOf } from '../../support/collect';
import { answering } from '../../support/vscode/answers';
import { assertPlain, givenTo, icon, link, names } from '../../support/vscode/shownTexts';

describe('A hostile name', () => {
  it('is text in the dialog and the box that ask before something is deleted', async () => {
    for (const [what, name] of names) {
      const asked = { title: name, question: name, detail: name, words: name };
      let box: unknown[] = [];
      const messages = await answering('showWarningMessage', 'Continue…', async () => {
        box = await givenTo('showInputBox', () =>
          failureOf(assertConfirmedTyped({ given: {}, asks: true }, asked)),
        );
      });
      assert.equal(messages.length, 1);
      for (const message of messages) assertPlain(message, what, [link]);
      const [options] = box as [BoxOptions];
      for (const shown of [options.title, options.placeHolder]) assertPlain(shown, what);
      for (const shown of [options.prompt, options.validateInput('something else')])
        assertPlain(shown, what, [link, icon]);
      assert.equal(options.validateInput(name), undefined, what);
    }
  });

  it('is text in notifications, and in the status bar while something runs', async () => {
    for (const [what, name] of names) {
      const [message] = await answering('showInformationMessage', undefined, () =>
        Promise.resolve(tell(name)),
      );
      assertPlain(message, what, [link]);
      const given = await givenTo('withProgress', () => withStatus(name, () => Promise.resolve()));
      const [{ title }] = given as [vscode.ProgressOptions];
      assertPlain(title, what, [icon]);
    }
  });

  it('is text in quick picks', async () => {
    for (const [what, name] of names) {
      const item = { icon: 'search', label: name, description: name, detail: name };
      const titles = { title: name, placeHolder: name };
      const given = await givenTo('showQuickPick', () => pick([item], titles));
      const [items, options] = given as [(typeof item)[], vscode.QuickPickOptions];
      const picker = createPick<typeof item>(name, name);
      setItems(picker, [item]);
      for (const { label, description, detail } of [...items, ...picker.items]) {
        assert.ok(label.startsWith('$(search) '));
        const parts = [label.slice('$(search) '.length), description, detail];
        for (const part of parts) assertPlain(part, what, [icon]);
      }
      const rest = [picker.title, picker.placeholder, options.title, options.placeHolder];
      for (const part of rest) assertPlain(part, what);
      picker.dispose();
    }
  });

  it('is text in input boxes', async () => {
    for (const [what, name] of names) {
      const given = await givenTo('showInputBox', () => askText({ title: name, prompt: name }));
      const [options] = given as [BoxOptions];
      const box = createBox(name, name, name);
      setProblem(box, name);
      for (const part of [options.title, box.title, box.placeholder]) assertPlain(part, what);
      const problem = box.validationMessage;
      assert.ok(typeof problem === 'string');
      for (const part of [options.prompt, box.prompt, problem])
        assertPlain(part, what, [link, icon]);
      box.dispose();
    }
  });
});

interface BoxOptions extends vscode.InputBoxOptions {
  readonly validateInput: (text: string) => string | undefined;
}
