// What people do with organisations, each with its undoing.
import { api } from '@/api/client';
import { words } from '@/i18n';
import { sayDone } from './toasts';
import { sayUndoable } from './undo';

// Says what was done, with its undo. `after`: what reads the page again once it is taken back.
export function doneWith(action: string, said: string, after: () => unknown): void {
  sayUndoable(said, async () => {
    await api.post('/api/v1/organisations/actions/{action}/undo', { path: { action } });
    await after();
  });
}

// The same of one that the history lists.
export async function takeBack(action: string, after: () => unknown): Promise<void> {
  await api.post('/api/v1/organisations/actions/{action}/undo', { path: { action } });
  sayDone(words('done.undone'));
  await after();
}
