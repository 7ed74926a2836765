import { createHash } from 'node:crypto';
import type { FoundText } from './foundText';
import { offensesIn, type Offense } from './rules';

/** Where the rest of a long text is left out of a report. */
const shownAround = 40;

/** What a check of the repository comes to. */
export interface TextCheck {
  /** One line each, with the place, the text, and what to write instead. */
  readonly problems: readonly string[];
  /** The entries of the list that a text still needs, sorted. */
  readonly needed: readonly string[];
  /** The entries whose texts were rewritten. */
  readonly unused: readonly string[];
}

/** The entry of a text in the list of old texts. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * Checks texts against the rules.
 * @param old the entries of texts that were there before the rules
 */
export function checkTexts(
  textsByFile: ReadonlyMap<string, readonly FoundText[]>,
  old: ReadonlySet<string>,
): TextCheck {
  const needed = new Set<string>();
  const problems: string[] = [];
  for (const [file, texts] of textsByFile)
    for (const { line, text } of texts) {
      const offenses = offensesIn(text);
      if (offenses.length === 0) continue;
      const hash = hashOf(text);
      if (old.has(hash)) needed.add(hash);
      else problems.push(...offenses.map((each) => `${file}:${line}: ${described(text, each)}`));
    }
  const unused = [...old].filter((hash) => !needed.has(hash));
  return { problems, needed: [...needed].sort(), unused };
}

function described(text: string, { index, found, instead }: Offense): string {
  const start = Math.max(0, index - shownAround);
  const end = index + found.length + shownAround;
  const shown = `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
  return `“${found}” in “${shown}” → ${instead}`;
}
