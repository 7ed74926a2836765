import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { cacheDirectory } from '../../../tools/common/paths';
import { QuickInput } from './quickInput';

const stillnessTries = 20;
const paletteTries = 20;
const paletteTryMilliseconds = 1000;

/** One page of VS Code, used the way a user does. Locators wait by themselves; nothing sleeps. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly sideBar: Locator;
  readonly statusBar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.sideBar = page.locator('.part.sidebar');
    this.statusBar = page.locator('.part.statusbar');
  }

  /** Waits until the workbench is up, connected to its server, and has its theme. */
  async waitUntilReady(themeClass: string): Promise<void> {
    // VS Code adds the theme's own class after the theme's colors; until then it shows other ones.
    const theme = `.${themeClass}[class*="vscode-theme-"]`;
    await this.page.locator(`.monaco-workbench.file-icons-enabled${theme}`).waitFor();
    await this.activityBarItem('Explorer').waitFor();
    await this.statusBar.locator('[id="status.notifications"]').waitFor();
  }

  /** Runs a command from the palette by its whole title, category included. */
  async runCommand(title: string): Promise<void> {
    await this.openPalette();
    await this.quickInput.type(`>${title}`);
    // A keybinding or "recently used" may follow, after a comma.
    await this.quickInput.pick(new RegExp(`^${escapePattern(title)}(,|$)`));
  }

  /** Opens a view container from the activity bar, and waits for its title. */
  async openViewContainer(title: string): Promise<void> {
    const heading = this.sideBar.locator('.composite.title h2', {
      hasText: new RegExp(`^${escapePattern(title)}`, 'i'),
    });
    // A click on the one that is open would close it.
    if (await heading.isVisible()) return;
    // The item around it: a badge may lie over the icon.
    await this.activityBarItem(title).locator('..').click();
    await heading.waitFor();
    // Off the item, whose tooltip would lie over the tree.
    await this.page.mouse.move(0, 0);
  }

  activityBarItem(title: string): Locator {
    return this.page.locator(`.activitybar .action-item > a[aria-label^="${title}"]`);
  }

  /** A view in the side bar, by the title on its header. */
  view(title: string): Locator {
    const header = this.page.locator(`.pane-header[aria-label^="${title}"]`);
    return this.sideBar.locator('.pane').filter({ has: header });
  }

  /** Rows in the side bar's trees, by a part of what a screen reader says of them. */
  treeItem(name: string | RegExp): Locator {
    return this.sideBar.getByRole('treeitem', { name });
  }

  /** Expands a row that is collapsed. */
  async expand(name: string | RegExp): Promise<void> {
    const row = this.treeItem(name).first();
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    // A click on the row itself may open an editor, which takes the focus and the keys.
    await row.locator('.monaco-tl-twistie').click();
    await row.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** Selects files in the Explorer without opening one: what opens is shown, and selected alone. */
  async selectTogether(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.treeItem(name).click({ modifiers: ['Control'] });
    const selected = this.page.locator('[aria-selected="true"]');
    for (const name of names) await this.treeItem(name).and(selected).waitFor();
  }

  /** Opens a row's context menu and chooses from it. */
  async chooseFromMenu(row: Locator, title: string): Promise<void> {
    await row.click({ button: 'right' });
    const item = this.page.locator('.monaco-menu').getByRole('menuitem', { name: title });
    // A menu that has just opened ignores clicks, but not the key.
    await item.hover();
    await this.page.keyboard.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** An editor's tab, by a part of its label. */
  editorTab(name: string | RegExp): Locator {
    return this.page.locator('.part.editor').getByRole('tab', { name });
  }

  /** A notification on the screen, by a part of its text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** The modal dialog, by a part of its text. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: text });
  }

  /** Writes `<cache>/screenshots/<name>.png`, once the page stands still, and returns its path. */
  async screenshot(name: string): Promise<string> {
    const folder = join(cacheDirectory, 'screenshots');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    let before = await this.page.screenshot({ path, animations: 'disabled' });
    for (let attempt = 1; attempt < stillnessTries; attempt++) {
      const now = await this.page.screenshot({ path, animations: 'disabled' });
      if (now.equals(before)) break;
      before = now;
    }
    return path;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** A key that is pressed while the workbench still moves its focus is lost, so again. */
  async openPalette(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('F1');
      try {
        await this.quickInput.input.waitFor({ timeout: paletteTryMilliseconds });
        return;
      } catch (error) {
        if (attempt === paletteTries) throw error;
      }
    }
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
