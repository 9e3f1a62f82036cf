// What was done here, newest last, so that `z` takes it back; the server keeps the truth.
import { api } from '@/api/client';
import type { LeadItem } from '@/api/types';
import { words } from '@/i18n';
import { sayDone, sayError, sayWithUndo } from './toasts';

export interface Undoable {
  actions: string[]; // of the API
  take: (leads: LeadItem[]) => void; // what is on the pages now
  run?: () => Promise<unknown>; // takes it back in place of that, where it isn't about leads; false: it couldn't, and said why
}

const MOST = 50;
const stack: Undoable[] = [];

export function canUndo(item: Undoable): void {
  stack.push(item);
  if (stack.length > MOST) stack.shift();
}

export async function undo(item?: Undoable): Promise<void> {
  const chosen = item ?? stack[stack.length - 1];
  if (!chosen) {
    sayDone(words('done.nothingToUndo'));
    return;
  }
  const at = stack.indexOf(chosen);
  if (at < 0) return; // undone already
  stack.splice(at, 1);
  try {
    // In turn, newest first: what one action did rests on the one before it.
    if ((await chosen.run?.()) === false) return;
    for (const action of [...chosen.actions].reverse()) {
      const done = await api.post('/api/v1/undo/{action}', { path: { action } });
      chosen.take(done.leads);
    }
    sayDone(words('done.undone'));
  } catch (error) {
    sayError(error);
  }
}

// Says what was done, with its undo, on the toast and for `z` alike.
export function sayUndoable(said: string, how: Undoable | NonNullable<Undoable['run']>): void {
  const item = typeof how === 'function' ? { actions: [], take: () => undefined, run: how } : how;
  canUndo(item);
  sayWithUndo(said, () => void undo(item));
}

export function forgetUndo(): void {
  stack.length = 0;
}
