// The filter language of the API (docs/api.md), both ways: what the filter panel holds becomes text, and text that a person or a saved
// view wrote becomes what the panel shows. A term that the panel has no control for is kept as it stands.
//
//   kind:open_tender,early_signal score>=70 region:51 -state:expired deadline:2026-11-01..2026-11-30 影像 "互联互通"

export type Comparison = ':' | '>=' | '<=' | '>' | '<';

export interface Term {
  negated: boolean;
  field: string; // empty: a word
  op: Comparison;
  values: string[]; // of a range: the text "a..b" is one value
  quoted: boolean; // of a word
}

const FIELD = /^([a-z_]+)(>=|<=|:|>|<)/;

// One value up to a comma or a space, or in quotes; and where it ends.
function readValue(text: string, from: number): { value: string; quoted: boolean; end: number } {
  if (text[from] !== '"') {
    let end = from;
    while (end < text.length && !/[\s,]/.test(text[end] ?? '')) end += 1;
    return { value: text.slice(from, end), quoted: false, end };
  }
  let value = '';
  let at = from + 1;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    value += text[at];
    at += 1;
  }
  return { value, quoted: true, end: Math.min(at + 1, text.length) };
}

export function parseFilter(text: string): Term[] {
  const terms: Term[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const negated = text[at] === '-' && at + 1 < text.length && !/\s/.test(text[at + 1] ?? '');
    if (negated) at += 1;
    const head = FIELD.exec(text.slice(at));
    if (head) {
      at += head[0].length;
      const values: string[] = [];
      for (;;) {
        const { value, end } = readValue(text, at);
        if (value) values.push(value);
        at = end;
        if (text[at] !== ',') break;
        at += 1;
      }
      terms.push({ negated, field: head[1] ?? '', op: (head[2] ?? ':') as Comparison, values, quoted: false });
    } else {
      let { value, quoted, end } = readValue(text, at);
      if (!quoted) {
        // A comma in a word is part of it, which quotes say.
        while (text[end] === ',') {
          quoted = true;
          const more = readValue(text, end + 1);
          value += `,${more.value}`;
          end = more.end;
        }
      }
      if (value) terms.push({ negated, field: '', op: ':', values: [value], quoted });
      at = Math.max(end, at + 1);
    }
  }
  return terms;
}

function valueText(value: string, force = false): string {
  return force || value === '' || /[\s",]|^-|^[a-z_]+(?:[:<>])/.test(value)
    ? `"${value.replace(/["\\]/g, (c) => `\\${c}`)}"`
    : value;
}

export function filterText(terms: readonly Term[]): string {
  return terms
    .filter((term) => term.values.length > 0)
    .map((term) => {
      const sign = term.negated ? '-' : '';
      if (!term.field) return sign + valueText(term.values[0] ?? '', term.quoted);
      return `${sign}${term.field}${term.op}${term.values.map((value) => valueText(value)).join(',')}`;
    })
    .join(' ');
}

// The values that a field is held to by "field:a,b"; empty: any.
export function valuesOf(terms: readonly Term[], field: string): string[] {
  return terms.find((term) => term.field === field && term.op === ':' && !term.negated)?.values ?? [];
}

export function withValues(terms: readonly Term[], field: string, values: readonly string[]): Term[] {
  const rest = terms.filter((term) => !(term.field === field && term.op === ':' && !term.negated));
  return values.length === 0 ? rest : [...rest, { negated: false, field, op: ':', values: [...values], quoted: false }];
}

// "score>=70" and the like; null: not said.
export function boundOf(terms: readonly Term[], field: string, op: '>=' | '<='): string | null {
  return terms.find((term) => term.field === field && term.op === op && !term.negated)?.values[0] ?? null;
}

export function withBound(terms: readonly Term[], field: string, op: '>=' | '<=', value: string | null): Term[] {
  const rest = terms.filter((term) => !(term.field === field && term.op === op && !term.negated));
  return value === null || value === ''
    ? rest
    : [...rest, { negated: false, field, op, values: [value], quoted: false }];
}

// The words, as they stand in the search box.
export function wordsOf(terms: readonly Term[]): string {
  return filterText(terms.filter((term) => !term.field));
}

// What somebody types into the search box may be whole terms as well.
export function withWords(terms: readonly Term[], typed: string): Term[] {
  return [...terms.filter((term) => term.field), ...parseFilter(typed)];
}
