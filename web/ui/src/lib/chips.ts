// What the filter holds, as small removable words. Pure: the names come from outside.
import { boundOf, filterText, type Term, withBound, withValues } from './filter';

export interface Chip {
  key: string;
  label: string;
  without: Term[]; // the filter when it is removed
}

export interface ChipWords {
  field: (field: string) => string;
  value: (field: string, value: string) => string;
  atHand: string;
  deadline: (value: string) => string;
}

export function chipsOf(terms: readonly Term[], say: ChipWords): Chip[] {
  const chips: Chip[] = [];
  for (const term of terms) {
    const without = terms.filter((each) => each !== term);
    const key = filterText([term]);
    if (!term.field) {
      chips.push({ key, label: key, without });
    } else if (term.field === 'at_hand' && !term.negated && term.values[0] === 'true') {
      chips.push({ key, label: say.atHand, without });
    } else if (term.field === 'deadline' && !term.negated) {
      chips.push({ key, label: say.deadline(`${term.op === ':' ? '' : term.op}${term.values.join(',')}`), without });
    } else {
      const values = term.values.map((value) => say.value(term.field, value)).join('、');
      const sign = term.negated ? '≠ ' : { ':': '', '>=': '≥ ', '<=': '≤ ', '>': '> ', '<': '< ' }[term.op];
      chips.push({ key, label: `${say.field(term.field)} ${sign}${values}`, without });
    }
  }
  return chips;
}

// The deadline choices of the panel, as the filter says them.
export const DEADLINES: readonly { days: number; value: string }[] = [7, 14, 30].map((days) => ({
  days,
  value: `today..today+${days}`,
}));

export function deadlineOf(terms: readonly Term[]): string {
  const range = terms.find((term) => term.field === 'deadline' && term.op === ':' && !term.negated)?.values[0];
  if (range) return range;
  const before = terms.find((term) => term.field === 'deadline' && term.op === '<' && !term.negated)?.values[0];
  return before === 'today' ? 'past' : '';
}

export function withDeadline(terms: readonly Term[], choice: string): Term[] {
  const rest = terms.filter((term) => term.field !== 'deadline');
  if (choice === 'past')
    return [...rest, { negated: false, field: 'deadline', op: '<', values: ['today'], quoted: false }];
  return withValues(rest, 'deadline', choice ? [choice] : []);
}

export const scoreOf = (terms: readonly Term[]): string => boundOf(terms, 'score', '>=') ?? '';
export const withScore = (terms: readonly Term[], least: string): Term[] => withBound(terms, 'score', '>=', least);
