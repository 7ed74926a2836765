import { pluralText, text, wordsOf, type Text, type TextValue } from './text';

interface Language {
  /** Of numbers and dates. */
  readonly id: string;
  /** Translations by their English patterns. */
  readonly texts: Readonly<Record<string, string>>;
}

/** One for the whole extension, as the editor has one; set before anything is shown. */
let current: Language = { id: 'en-US', texts: {} };

/** Has all texts and numbers in a language from now on; what it does not translate stays English. */
export function setLanguage(id: string, texts: Language['texts'] = {}): void {
  current = { id: id === 'en' ? 'en-US' : id, texts };
}

/** The language of numbers and dates, for `Intl`. */
export function languageId(): string {
  return current.id;
}

/**
 * A text in the editor's language. `vscode.l10n.t` does the same, but most of what makes texts runs without
 * an editor too.
 * @param pattern a literal, with `{0}`, `{1}` … for the values
 */
export function t(pattern: string, ...values: readonly TextValue[]): string {
  return translated(text(pattern, ...values));
}

/** The same with one pattern for a single thing and one for any other number of them, which is `{0}` in both. */
export function plural(
  count: number,
  one: string,
  many: string,
  ...values: readonly TextValue[]
): string {
  const { pattern } = pluralText(count, one, many);
  return translated(text(pattern, count.toLocaleString(current.id), ...values));
}

/** A text that was made where no language is known. */
export function translated(given: Text): string {
  return wordsOf(given, (pattern) => current.texts[pattern] ?? pattern);
}
