// Saved views: somebody's own, and those that are shared.
import { shallowRef } from 'vue';
import { api } from '@/api/client';
import type { View } from '@/api/types';
import { words } from '@/i18n';
import { listen } from './connection';
import { sayDone, sayError } from './toasts';

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

export async function saveView(view: NewView): Promise<View | null> {
  try {
    const saved = await api.post('/api/v1/views', { body: view });
    views.value = [...views.value, saved];
    sayDone(words('leads.viewSaved'));
    return saved;
  } catch (error) {
    sayError(error);
    return null;
  }
}

const body = ({ name, filter, sort, columns, shared }: View | NewView) => ({ name, filter, sort, columns, shared });

export async function updateView(view: View, change: Partial<NewView>): Promise<void> {
  try {
    const saved = await api.put('/api/v1/views/{id}', {
      path: { id: view.id },
      ifMatch: view.etag,
      body: body({ ...view, ...change }),
    });
    views.value = views.value.map((each) => (each.id === saved.id ? saved : each));
    // As it was is one key away.
    sayDone(words('leads.viewSaved'), () => void updateView(saved, body(view)));
  } catch (error) {
    sayError(error);
    void readViews(true);
  }
}

export async function deleteView(view: View): Promise<boolean> {
  try {
    await api.delete('/api/v1/views/{id}', { path: { id: view.id }, ifMatch: view.etag });
    views.value = views.value.filter((each) => each.id !== view.id);
    sayDone(words('leads.viewDeleted'), () => void saveView({ ...body(view), columns: view.columns ?? [] }));
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
