// What this browser remembers of how a person likes to work. Without storage (private windows, policies) it lasts until the page is left.
const memory = new Map<string, string>();

export function remember(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  memory.set(key, text);
  try {
    localStorage.setItem(`tenderlead.${key}`, text);
  } catch {
    // full or forbidden: memory has it
  }
}

export function recall<T>(key: string, otherwise: T, valid: (value: unknown) => value is T): T {
  let text: string | null | undefined = memory.get(key);
  try {
    text = localStorage.getItem(`tenderlead.${key}`) ?? text;
  } catch {
    // forbidden
  }
  if (text === null || text === undefined) return otherwise;
  try {
    const value: unknown = JSON.parse(text);
    return valid(value) ? value : otherwise;
  } catch {
    return otherwise;
  }
}

export const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (value: unknown): value is T =>
    typeof value === 'string' && (words as readonly string[]).includes(value);

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

export const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
