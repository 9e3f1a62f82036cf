// The settings of everybody, as the API keeps them.
import { computed, shallowRef } from 'vue';
import { api } from '@/api/client';
import type { Setting } from '@/api/types';
import { isWords } from '@/lib/storage';

export const settings = shallowRef<Setting[]>([]);

export async function readSettings(): Promise<void> {
  try {
    settings.value = (await api.get('/api/v1/settings', {})).items;
  } catch {
    // what they change has defaults
  }
}

export const settingOf = (name: string): Setting | undefined => settings.value.find((each) => each.name === name);

export async function putSetting(setting: Setting, value: unknown): Promise<Setting> {
  const now = await api.put('/api/v1/settings/{name}', {
    path: { name: setting.name },
    ifMatch: `"v${setting.version}"`,
    body: { value },
  });
  settings.value = settings.value.map((each) => (each.name === now.name ? now : each));
  return now;
}

export const rejectReasons = computed<string[] | null>(() => {
  const value = settingOf('reject_reasons')?.value;
  return isWords(value) && value.length > 0 ? value : null;
});

export function forgetSettings(): void {
  settings.value = [];
}
