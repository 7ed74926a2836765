import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/common/paths';
import { contrastsIn, type ColorPair } from '../support/ui/contrast';
import { UiSession } from '../support/ui/session';
import type { Theme } from '../support/ui/themes';

const startMinutes = 15;
/** What WCAG 2.2 asks for, at level AA. */
const leastForGraphics = 3;
const leastForText = 4.5;

const sideBar = 'var(--vscode-sideBar-background)';
const page = 'var(--vscode-editor-background)';

function read(...path: readonly string[]): string {
  return readFileSync(join(repositoryRoot, ...path), 'utf8');
}

/** The colours of the icons in our trees. */
function iconColors(): ColorPair[] {
  const folders = ['streams', 'uploads'].map((name) => join('src', 'vscode', name));
  const sources = folders.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder)).map((file) => read(folder, file)),
  );
  const ids = sources.flatMap((source) =>
    [...source.matchAll(/ThemeColor\('([\w.]+)'\)/g)].map(([, id = '']) => id),
  );
  return [...new Set(ids)].map((id) => ({
    name: `icon ${id}`,
    color: `var(--vscode-${id.replaceAll('.', '-')}, var(--vscode-icon-foreground))`,
    background: sideBar,
  }));
}

/** The colours of the states on our pages. */
function stateColors(): ColorPair[] {
  return [...read('media', 'page.css').matchAll(/--state: (.+);/g)].map(([, color = '']) => ({
    name: `state ${color}`,
    color,
    background: page,
  }));
}

function textColors(): ColorPair[] {
  const text = (name: string, color: string, background = page): ColorPair => ({
    name,
    color: `var(--vscode-${color})`,
    background,
  });
  return [
    text('text', 'foreground'),
    text('what is less important', 'descriptionForeground'),
    text(
      'button',
      'button-secondaryForeground',
      `var(--vscode-button-secondaryBackground, ${page})`,
    ),
    text('draft', 'list-warningForeground, var(--vscode-foreground)', sideBar),
  ];
}

/** The colour of the icon of a stream that has never run, which VS Code draws as it is. */
function streamIcon(theme: Theme): ColorPair {
  const kind = theme === 'light' || theme === 'highContrastLight' ? 'light' : 'dark';
  const [, color = ''] = /stroke="(#\w+)"/.exec(read('media', kind, 'stream.svg')) ?? [];
  return { name: 'icon stream.svg', color, background: sideBar };
}

describe('The colours of the extension', () => {
  let session: UiSession;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
  });
  after(() => session.close());

  for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] as const)
    it(`can be told from what is behind them in the theme ${theme}`, async () => {
      const workbench = await session.openWorkbench({ theme });
      const weak = async (pairs: readonly ColorPair[], least: number): Promise<string[]> =>
        [...(await contrastsIn(workbench, pairs))]
          .filter(([, contrast]) => contrast < least)
          .map(([name, contrast]) => `${name}: ${contrast.toFixed(2)}`);
      const icons = [...iconColors(), ...stateColors(), streamIcon(theme)];
      assert.ok(icons.length > 8);
      assert.deepEqual(await weak(icons, leastForGraphics), []);
      assert.deepEqual(await weak(textColors(), leastForText), []);
      await workbench.close();
    });
});
