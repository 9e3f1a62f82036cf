// A notice's fields as people read and write them.
import { formatMoment } from './dates';
import { formatMoney, type Language } from './money';

export interface FieldLike {
  type?: string;
  value?: unknown;
  text?: string;
}

// `words`: the word for an id of a kind or a method.
export function fieldText(
  field: FieldLike,
  language: Language,
  words: (group: 'noticeKinds' | 'methods', id: string) => string,
): string {
  const { value } = field;
  if (value === undefined || value === null || value === '') return '';
  if (field.type === 'amount' && typeof value === 'number') return formatMoney(value, language);
  if (field.type === 'time' && typeof value === 'string')
    return formatMoment(value, language, { weekday: true }) || value;
  if (field.type === 'kind' && typeof value === 'string') return words('noticeKinds', value);
  if (field.type === 'method' && typeof value === 'string') return words('methods', value);
  if (field.type === 'region') return regionText(value);
  return String(value);
}

function regionText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const { province, city, county } = value as Record<string, unknown>;
  return [...new Set([province, city, county])].filter((each) => typeof each === 'string').join(' ');
}

// The API shows telephone numbers with stars, also within other words. Saved, the stars would take the number's place.
const GAP = '[\\s()（）-]*';
const STARS = new RegExp(`\\*${GAP}\\*`);
const BESIDE_DIGITS = new RegExp(`[0-9]${GAP}\\*|\\*${GAP}[0-9]`);
export const isMasked = (value: unknown): value is string => typeof value === 'string' && STARS.test(value);
export const hasStars = (text: string): boolean =>
  BESIDE_DIGITS.test(text) || /^[*\s()（）-]*\*[*\s()（）-]*$/.test(text);

// What the API takes for what it gave: a region is its code.
export function valueOf(field: FieldLike): string | number | null {
  const { value } = field;
  if (typeof value === 'string' || typeof value === 'number') return value;
  const code = typeof value === 'object' && value !== null ? (value as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : null;
}

// What is typed over: nothing where it is masked; a day, or a day and a time of Beijing ("2026-11-24T09:30"); a region's code.
export function inputValue(field: FieldLike): string {
  const { value } = field;
  if (value === undefined || value === null || isMasked(value)) return '';
  if (field.type === 'time' && typeof value === 'string') return beijing(value);
  if (typeof value === 'object') return String((value as { code?: unknown }).code ?? '');
  return String(value);
}

function beijing(iso: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
}

// And back to what the API takes. Undefined: it can't be read as one.
export function fromInput(type: string | undefined, text: string): string | number | undefined {
  const said = text.trim();
  if (!said) return undefined;
  if (type === 'amount') {
    const found = /^([0-9][0-9,，]*(?:\.[0-9]{1,2})?)\s*(万|亿)?元?$/.exec(said);
    if (!found) return undefined;
    const number = Number((found[1] ?? '').replace(/[,，]/g, ''));
    const unit = found[2] === '亿' ? 1e8 : found[2] === '万' ? 1e4 : 1;
    return Math.round(number * unit * 100) / 100;
  }
  if (type === 'time') {
    const found = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2})?$/.exec(said);
    if (!found) return undefined;
    return found[2] ? `${said}:00+08:00` : said;
  }
  return said;
}
