/** A construction that we don't write, and what to write instead. */
export interface Rule {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** The words of a text that break a rule. */
export interface Offense {
  readonly index: number;
  readonly found: string;
  readonly instead: string;
}

const words = (list: string, instead: string): Rule => ({
  pattern: new RegExp(`\\b(?:${list})\\b`, 'i'),
  instead,
});

// From our writing guide: plain American English, one word for each concept.
export const rules: readonly Rule[] = [
  words('whoever|whomever', 'who or which; name the agent'),
  words('that which|what is no|those that which', 'name the thing'),
  words('otherwise than', 'differently from, or another … than'),
  words('anew', 'again'),
  words('in passing', 'temporarily'),
  words('beside', 'next to, or besides'),
  words('belongs? into', 'belongs in, or add … to'),
  words('for good', 'permanently'),
  words('mend(?:s|ed|ing)?', 'fix'),
  words('vouch(?:es|ed)?', 'name who guarantees what'),
  words('tell(?:s|ing)? of|told of', 'report, describe, or show'),
  words('(?:go|goes|going|went) on(?! (?:a|an|the) )', 'continue or resume'),
  words('at hand', 'available'),
  words('whole paths?', 'absolute path'),
  words('nobody (?:knows|can tell)', 'say what is unknown'),
  words('as a rule', 'usually'),
  words('fed|feed (?:it|the stream|a stream)', 'load or upload'),
  {
    pattern:
      /\b[Ww]here (?:(?:it|they|you|we) (?:has|have|had|can|must|would|never|fails?)|one|that|there (?:is|are|was|were)|nothing|nobody|somebody|this) \w+/,
    instead: 'if or when; where is for places',
  },
  { pattern: /\b[Ww]ithout,/, instead: 'say what happens if it is missing' },
  words('cancell(?:ed|ing)|labell(?:ed|ing)|modell(?:ed|ing)', 'American spelling: canceled'),
  words('licen[c]e[sd]?', 'American spelling: license'),
  words(
    'colou?rs?(?<!colors?)|behaviours?|favou?rs?(?<!favors?)|honou?rs?(?<!honors?)',
    'American spelling: color, behavior',
  ),
  words(
    '(?:recogni|organi|initiali|normali|seriali|summari)s(?:e|ed|es|ing|ation)',
    'American spelling: -ize',
  ),
  words('catalogue|dialogue box|programme', 'American spelling'),
  { pattern: /\b(?:dataset|Dataset|data set|Data set|Data Set)s?\b/, instead: 'DataSet' },
  words('chunks?', 'part'),
  words('data pipelines?', 'stream'),
  words('tenants?', 'instance'),
];

/** The words of a text that break rules, at most one for each rule. */
export function offensesIn(text: string): Offense[] {
  return rules.flatMap(({ pattern, instead }) => {
    const match = pattern.exec(text);
    return match ? [{ index: match.index, found: match[0], instead }] : [];
  });
}
