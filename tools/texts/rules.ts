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

/** A rule for whole words, in any case. */
const words = (list: string, instead: string): Rule => ({
  pattern: new RegExp(`\\b(?:${list})\\b`, 'i'),
  instead,
});

/** “If” and “when” are for conditions, “where” is for places. */
const conditions: readonly Rule[] = [
  // A comment may begin with a place: “Where the header ends, after its mark.”
  { pattern: /[.;] Where (?!to\b)[^.:;?,]+, /, instead: 'if or when; where is for places' },
  {
    pattern:
      /\b[Ww]here (?:(?:it|they|you|we) (?:has|have|had|can|must|would|never|fails?)|(?:one|that|this)(?! (?:is|was) (?:kept|stored|saved|shown|defined))|there (?:is|are|was|were)|nothing|nobody|somebody) \w+/,
    instead: 'if or when; where is for places',
  },
  words('where it is not|where not', 'if not'),
  { pattern: /\b[Ww]ithout,/, instead: 'say what happens if it is missing' },
];

/** Plain words, in the order of subject, verb, and object. */
const plainWords: readonly Rule[] = [
  words('who(?:m|so)?ever', 'name the agent: the user, the caller'),
  words('(?<!so )that which|those which|what is no(?! longer)', 'name the thing'),
  words('otherwise than', 'differently from'),
  words('anew|afresh', 'again'),
  words('beside', 'next to, or besides'),
  words('in passing', 'temporarily'),
  words('(?:go|goes|going|went|gone) on(?! (?:a|an|the|top) )', 'continue or resume'),
  words('belongs? into', 'belongs in, or add … to'),
  words('for good', 'permanently'),
  words('mend(?:s|ed|ing)?', 'fix'),
  words('tell(?:s|ing)? of|told of', 'report, describe, or show'),
  words('(?:holds?|held) for (?:all|any|both|each|every)', 'apply to'),
  words('vouch(?:es|ed|ing)?', 'name who guarantees what'),
  words('at hand', 'available'),
  words('under way', 'in progress'),
  words('whole paths?', 'absolute path'),
  words('nobody (?:knows|can tell)', 'say what is unknown'),
  words('as a rule', 'usually'),
  words('found out', 'detected'),
  words('(?:write|writes|written|wrote) down', 'save'),
  words('(?:break|breaks|broke|broken) off', 'the connection was lost'),
  words('tokens? (?:runs?|ran|running) out', 'the token expires'),
  words('shall|lest|whilst|whereby|wherein|thereof', 'must, will, or so that'),
];

/** American spelling. `cancelled` as a state of Domo is code. */
const spelling: readonly Rule[] = [
  words(
    'cancell(?:ed|ing)|(?:label|model|travel|signal)l(?:ed|ing)',
    'canceled: one l; a state of Domo is code',
  ),
  words('licence[sd]?|defence|offence', 'license, defense'),
  words('\\w*(?:colo|behavio|favo|hono|neighbo|flavo)ur\\w*', 'color, behavior'),
  words(
    '(?:un)?(?:recogni|organi|initiali|normali|seriali|summari|optimi|minimi|maximi|prioriti)s(?:e[ds]?|ing|ations?)',
    'recognize, organize',
  ),
  words('analys(?:e|ed|ing)|catalogues?|centres?|dialogue box|grey|programmes?', 'analyze, center'),
];

/** One word for each concept. */
const glossary: readonly Rule[] = [
  { pattern: /\b(?:dataset|Dataset|DATASET|[Dd]ata [Ss]et)s?\b/, instead: 'DataSet' },
  words('fed|feeds? (?:it|the stream|a stream)', 'load or upload'),
  words('data (?:feed|pipeline)s?', 'stream'),
  words('tenants?', 'instance'),
  words('OAuth apps?', 'API client'),
  words('chunks?', 'part'),
  words('title (?:line|row)s?', 'header'),
  words('preflight', 'upload plan'),
  words('finali[sz](?:e[ds]?|ing)', 'commit or finish'),
  words('(?:demo|mock) servers?', 'sandbox'),
  { pattern: /\b(?:VSCode|Vscode|VS code)\b/, instead: 'VS Code' },
  words('sidebars?', 'side bar'),
  { pattern: /\bcommand palette\b/, instead: 'Command Palette' },
  { pattern: /\brestricted mode\b/, instead: 'Restricted Mode' },
];

// From our writing guide: plain American English.
export const rules: readonly Rule[] = [...conditions, ...plainWords, ...spelling, ...glossary];

/** The words of a text that break rules, at most one for each rule. */
export function offensesIn(text: string): Offense[] {
  return rules.flatMap(({ pattern, instead }) => {
    const match = pattern.exec(text);
    return match ? [{ index: match.index, found: match[0], instead }] : [];
  });
}
