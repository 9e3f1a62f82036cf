// What the pages about sources work out, without a browser.

// The ledger's word for what happened, as a key of the words and what goes into them. "failed:http_404": sources.why.http, 404.
export function whyKey(reason: string, known: (key: string) => boolean): { key: string; code: string } {
  const own = `sources.why.${reason}`;
  if (reason.includes(':') && known(own)) return { key: own, code: '' };
  const [kind = '', code = ''] = reason.split(/:(.*)/s);
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  if (kind === 'failed' && status) return { key: 'sources.why.http', code: status };
  return code && ['failed', 'refused', 'rejected', 'waiting'].includes(kind)
    ? { key: `sources.why.${kind}`, code }
    : { key: '', code: reason };
}

export interface Span {
  unit: 'daysUnit' | 'hoursUnit' | 'minutesUnit';
  count: number;
}

// 86400: one day; 90 minutes stay minutes.
export function spanOf(seconds: number): Span {
  if (seconds >= 86_400 && seconds % 86_400 === 0) return { unit: 'daysUnit', count: seconds / 86_400 };
  if (seconds >= 3600 && seconds % 3600 === 0) return { unit: 'hoursUnit', count: seconds / 3600 };
  return { unit: 'minutesUnit', count: Math.max(1, Math.round(seconds / 60)) };
}

export interface Point {
  fresh: number;
  fetched: number;
  failed: number;
}

export interface Bar {
  x: number;
  height: number; // 0: nothing new
  lost: boolean; // nothing could be fetched
}

// Bars of the last runs in a box: the last one at its right end. The root of the figures: one big day hides no other.
export function barsOf(points: readonly Point[], width: number, height: number, step: number): Bar[] {
  const shown = points.slice(-Math.floor(width / step));
  const most = Math.max(1, ...shown.map((point) => point.fresh));
  const first = width - shown.length * step;
  return shown.map((point, index) => ({
    x: first + index * step,
    height: point.fresh > 0 ? Math.max(2, Math.round(Math.sqrt(point.fresh / most) * height)) : 0,
    lost: point.fetched === 0 && point.failed > 0,
  }));
}

// Whether words that somebody typed, all of them, stand in its name, id or site.
export function isOf(source: { id: string; name: string; site?: string }, words: string): boolean {
  const text = `${source.name} ${source.id} ${source.site ?? ''}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const ORDER = ['failing', 'late', 'silent', 'never_run', 'paused', 'ok', 'off'];

// What wants looking at first; else the configuration's order.
export function byUrgency<T extends { health: string }>(sources: readonly T[]): T[] {
  const rank = (source: T) => ORDER.indexOf(source.health);
  return sources
    .map((source, at) => ({ source, at }))
    .sort((a, b) => rank(a.source) - rank(b.source) || a.at - b.at)
    .map(({ source }) => source);
}
