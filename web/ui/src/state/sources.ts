// Run now, pause and resume: from the list and from a source's own page.
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { Source } from '@/api/types';
import { i18n, words } from '@/i18n';
import { sayDone, sayError, sayProblem } from './toasts';

function sayWhy(error: unknown): void {
  const key = error instanceof ApiProblem ? `sources.refused.${error.slug}` : '';
  if (key && i18n.global.te(key)) sayProblem(words(key));
  else sayError(error);
}

async function done(work: Promise<Source>, said: string, source: Source): Promise<Source | null> {
  try {
    const now = await work;
    sayDone(words(said, { name: source.name }));
    return now;
  } catch (error) {
    sayWhy(error);
    return null;
  }
}

const at = (source: Source) => ({ id: source.id });
export const runNow = (source: Source) =>
  done(api.post('/api/v1/sources/{id}/run', { path: at(source) }), 'sources.asked', source);
export const pause = (source: Source, reason: string) =>
  done(api.post('/api/v1/sources/{id}/pause', { path: at(source), body: { reason } }), 'sources.paused', source);
export const resume = (source: Source) =>
  done(api.post('/api/v1/sources/{id}/resume', { path: at(source) }), 'sources.resumed', source);

// Calls `read` soon after it is asked to, and at most every two seconds: a run tells of itself each second.
export function gently(read: () => void): { ask: () => void; stop: () => void } {
  let timer = 0;
  let last = 0;
  return {
    ask: () => {
      if (timer) return;
      timer = window.setTimeout(
        () => {
          timer = 0;
          last = Date.now();
          read();
        },
        Math.max(150, last + 2000 - Date.now()),
      );
    },
    stop: () => window.clearTimeout(timer),
  };
}
