import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(process.cwd(), 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({
    file: file.replaceAll('\\', '/'),
    code: readFileSync(join(source, file), 'utf8'),
  }));

/** What shows text in VS Code, and the one file that may call it: it takes links and icons out of the text. */
const seams: readonly (readonly [shows: RegExp, file: string])[] = [
  [/\bshow(Information|Warning|Error)Message\b/, 'vscode/shell/notify.ts'],
  [/\bwithProgress\b|\bProgressLocation\b|\bsetStatusBarMessage\b/, 'vscode/shell/notify.ts'],
  [/\bshowQuickPick\b|\bcreateQuickPick\b|\.items = /, 'vscode/shell/quickInput.ts'],
  [/\bshowInputBox\b|\bcreateInputBox\b|\.validationMessage = /, 'vscode/shell/quickInput.ts'],
  [/\.prompt = |\.placeholder = /, 'vscode/shell/quickInput.ts'],
  [/\bnew (vscode\.)?MarkdownString\b/, 'vscode/shell/markdown.ts'],
  [/\bcreateOutputChannel\b/, 'vscode/shell/log.ts'],
  [/\bcreateStatusBarItem\b/, 'vscode/uploads/uploadStatusBar.ts'],
  [/\bcreateWebviewPanel\b|\.html = /, 'vscode/shell/webPanel.ts'],
  [/\bPseudoterminal\b/, 'vscode/integrations/taskTerminal.ts'],
];

describe('Text for people', () => {
  for (const [shows, file] of seams)
    it(`is shown by ${file} alone where VS Code has ${shows.source}`, () => {
      const showing = files.filter(({ code }) => shows.test(code)).map((each) => each.file);
      assert.deepEqual(showing, [file]);
    });

  it('is never trusted as Markdown or HTML', () => {
    const trusting = /\bisTrusted = |\bsupportHtml\b|\bsupportThemeIcons\b/;
    const found = files.filter(({ code }) => trusting.test(code)).map((each) => each.file);
    assert.deepEqual(found, []);
  });
});
