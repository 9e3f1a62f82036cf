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

// What an input element of the field's type holds: a datetime-local has no offset, it is Beijing's; a region is its code.
export function inputValue(field: FieldLike): string {
  const { value } = field;
  if (value === undefined || value === null) return '';
  if (field.type === 'time' && typeof value === 'string') return beijing(value);
  if (typeof value === 'object') return String((value as { code?: unknown }).code ?? '');
  return String(value);
}

function beijing(iso: string): string {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T00:00:00+08:00` : iso);
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
  if (type === 'time') return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(said) ? `${said}:00+08:00` : undefined;
  return said;
}
