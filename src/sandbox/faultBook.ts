import { pathPattern, type FaultRule } from './faultRules';

/** A rule with what happened to it so far. */
export interface FaultCount {
  readonly rule: FaultRule;
  /** Requests that its method and path fit. */
  readonly matched: number;
  /** How often it was played. */
  readonly fired: number;
}

interface Entry {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  matched: number;
  fired: number;
}

/** Holds the scripted faults and says which one is due. */
export class FaultBook {
  #entries: Entry[] = [];

  constructor(rules: readonly FaultRule[]) {
    this.replace(rules);
  }

  /** Puts other rules in place; all counters start anew. */
  replace(rules: readonly FaultRule[]): void {
    this.#entries = rules.map((rule) => ({
      rule,
      pattern: pathPattern(rule.path),
      matched: 0,
      fired: 0,
    }));
  }

  /**
   * The fault that a request meets. All rules that fit count it, the first that is due is played.
   * `target` is the path with its query.
   */
  take(method: string, target: string): FaultRule | undefined {
    const fitting = this.#entries.filter((entry) => fits(entry, method, target));
    for (const entry of fitting) entry.matched += 1;
    const due = fitting.find(isDue);
    if (due) due.fired += 1;
    return due?.rule;
  }

  counts(): FaultCount[] {
    return this.#entries.map(({ rule, matched, fired }) => ({ rule, matched, fired }));
  }
}

function fits({ rule, pattern }: Entry, method: string, target: string): boolean {
  if (rule.method !== undefined && rule.method !== method) return false;
  const withQuery = rule.path.startsWith('^') || rule.path.includes('?');
  return pattern.test(withQuery ? target : (target.split('?', 1)[0] ?? ''));
}

function isDue({ rule, matched, fired }: Entry): boolean {
  if (rule.times !== undefined && fired >= rule.times) return false;
  const nth = rule.nth ?? 'every';
  if (nth === 'every') return true;
  return typeof nth === 'number' ? matched === nth : nth.includes(matched);
}
