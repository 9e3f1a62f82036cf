// Saved views: somebody's own, and those that are shared.
import { shallowRef } from 'vue';
import { api } from '@/api/client';
import type { View } from '@/api/types';
import { words } from '@/i18n';
import { listen } from './connection';
import { sayError } from './toasts';
import { sayUndoable } from './undo';

export const views = shallowRef<View[]>([]);
let loaded = false;

export async function readViews(again = false): Promise<void> {
  if (loaded && !again) return;
  try {
    views.value = (await api.get('/api/v1/views', {})).items;
    loaded = true;
  } catch (error) {
    sayError(error);
  }
}

listen((event) => {
  if (loaded && (event === 'reset' || event.topic === 'view')) void readViews(true);
});

export interface NewView {
  name: string;
  filter: string;
  sort: string;
  columns: string[];
  shared: boolean;
}

const body = ({ name, filter, sort, columns, shared }: View | NewView) => ({
  name,
  filter,
  sort,
  columns: columns ?? [],
  shared,
});

const put = async (view: View, change: Partial<NewView>): Promise<View> => {
  const saved = await api.put('/api/v1/views/{id}', {
    path: { id: view.id },
    ifMatch: view.etag,
    body: body({ ...view, ...change }),
  });
  views.value = views.value.map((each) => (each.id === saved.id ? saved : each));
  return saved;
};
const create = async (view: NewView): Promise<View> => {
  const saved = await api.post('/api/v1/views', { body: view });
  views.value = [...views.value, saved];
  return saved;
};
const remove = async (view: View): Promise<void> => {
  await api.delete('/api/v1/views/{id}', { path: { id: view.id }, ifMatch: view.etag });
  views.value = views.value.filter((each) => each.id !== view.id);
};

export async function saveView(view: NewView): Promise<View | null> {
  try {
    const saved = await create(view);
    sayUndoable(words('leads.viewSaved'), () => remove(saved));
    return saved;
  } catch (error) {
    sayError(error);
    return null;
  }
}

export async function updateView(view: View, change: Partial<NewView>): Promise<void> {
  try {
    const saved = await put(view, change);
    sayUndoable(words('leads.viewSaved'), () => put(saved, body(view)));
  } catch (error) {
    sayError(error);
    void readViews(true);
  }
}

export async function deleteView(view: View): Promise<boolean> {
  try {
    await remove(view);
    sayUndoable(words('leads.viewDeleted'), () => create(body(view)));
    return true;
  } catch (error) {
    sayError(error);
    void readViews(true);
    return false;
  }
}

export function forgetViews(): void {
  views.value = [];
  loaded = false;
}
