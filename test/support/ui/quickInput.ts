import type { Locator, Page } from 'playwright-core';

/** The box at the top in which VS Code asks: the command palette, picks and text inputs. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;

  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    // The widget stays in the page when it is closed.
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Waits for a question with this placeholder, title or prompt. */
  async waitFor(text: string | RegExp): Promise<void> {
    const placeholder = this.input.and(this.widget.getByPlaceholder(text));
    await this.widget.getByText(text).or(placeholder).first().waitFor();
  }

  /** Replaces the text in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async typeAndAccept(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
  }

  /** The choices in the list, by a part of what a screen reader says of them. */
  option(name: string | RegExp): Locator {
    return this.widget.getByRole('option', { name });
  }

  async pick(name: string | RegExp): Promise<void> {
    await this.option(name).first().click();
  }

  /** Chooses what a search has left: a click could hit a row of the list before it. */
  async pickOnly(name: string | RegExp): Promise<void> {
    const rows = "document.querySelectorAll('.quick-input-list .monaco-list-row')";
    await this.#page.waitForFunction(`${rows}.length === 1`);
    await this.option(name).waitFor();
    await this.accept();
  }

  /** The prompt, or what is wrong with the input. */
  message(): Locator {
    return this.widget.locator('.quick-input-message');
  }
}
