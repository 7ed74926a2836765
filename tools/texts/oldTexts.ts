import { createHash } from 'node:crypto';
import type { FoundText } from './collect';
import { problemIn } from './rules';

/** A text that breaks a rule. */
export interface TextProblem {
  readonly place: string;
  readonly text: string;
  readonly found: string;
  readonly instead: string;
}

/** What is kept of a text that was there before the rules. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * The texts that break a rule.
 * @param old hashes of texts that were there before the rules
 * @returns those that are new or were changed, and old hashes that no text needs any more
 */
export function checkTexts(
  textsByFile: ReadonlyMap<string, readonly FoundText[]>,
  old: ReadonlySet<string>,
): { readonly problems: TextProblem[]; readonly unneeded: string[]; readonly needed: string[] } {
  const unneeded = new Set(old);
  const problems: TextProblem[] = [];
  for (const [file, texts] of textsByFile)
    for (const { line, text } of texts) {
      const problem = problemIn(text);
      if (!problem) continue;
      const hash = hashOf(text);
      unneeded.delete(hash);
      if (!old.has(hash)) problems.push({ place: `${file}:${line}`, text, ...problem });
    }
  const needed = [...old].filter((hash) => !unneeded.has(hash)).sort();
  return { problems, unneeded: [...unneeded], needed };
}
