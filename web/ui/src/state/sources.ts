// Run now, pause and resume: from the list and from a source's own page.
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { Source } from '@/api/types';
import { i18n, words } from '@/i18n';
import { sayDone, sayError, sayProblem } from './toasts';
import { sayUndoable } from './undo';

function sayWhy(error: unknown): void {
  const key = error instanceof ApiProblem ? `sources.refused.${error.slug}` : '';
  if (key && i18n.global.te(key)) sayProblem(words(key));
  else sayError(error);
}

async function done(work: Promise<Source>, say: (now: Source) => void): Promise<Source | null> {
  try {
    const now = await work;
    say(now);
    return now;
  } catch (error) {
    sayWhy(error);
    return null;
  }
}

const at = (source: Source) => ({ id: source.id });
const paused = (source: Source, reason: string) =>
  api.post('/api/v1/sources/{id}/pause', { path: at(source), body: { reason } });
const resumed = (source: Source) => api.post('/api/v1/sources/{id}/resume', { path: at(source) });

// A run that was asked for can't be called back.
export const runNow = (source: Source) =>
  done(api.post('/api/v1/sources/{id}/run', { path: at(source) }), () =>
    sayDone(words('sources.asked', { name: source.name })),
  );
// Its coming back is seen by the event that it makes.
const orSayWhy = async (work: Promise<Source>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    sayWhy(error);
    return false;
  }
};
export const pause = (source: Source, reason: string) =>
  done(paused(source, reason), () =>
    sayUndoable(words('sources.paused', { name: source.name }), () => orSayWhy(resumed(source))),
  );
export const resume = (source: Source) =>
  done(resumed(source), () =>
    sayUndoable(words('sources.resumed', { name: source.name }), () =>
      orSayWhy(paused(source, source.paused?.reason ?? '')),
    ),
  );

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
