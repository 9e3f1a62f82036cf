// Where to go after signing in: a path of these pages, nothing else.
export function safePath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) && !value.startsWith('/sign-in') ? value : '/today';
}

// An address that a page stated, as far as it may become a link: http and https alone.
export function safeLink(value: string | undefined): string | null {
  if (!value) return null;
  try {
    const url = new URL(value);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

export const hostOf = (value: string | undefined): string => {
  const link = safeLink(value);
  return link ? new URL(link).host : '';
};
