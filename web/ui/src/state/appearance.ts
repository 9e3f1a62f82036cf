// Language, light or dark, density and whether single keys act: this browser's, at once, without the server.
import { ref, watch } from 'vue';
import type { Language } from '@/lib/money';
import { isBoolean, oneOf, recall, remember } from '@/lib/storage';

export type Theme = 'system' | 'light' | 'dark';

function preferredLanguage(): Language {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  const first = wanted.find((each) => /^(zh|en)\b/i.test(each));
  return first && /^en/i.test(first) ? 'en' : 'zh-CN';
}

// Whether the pages are dark now, by choice or by the system's.
export const dark = ref(false);
export const language = ref<Language>(recall('language', preferredLanguage(), oneOf<Language>('zh-CN', 'en')));
export const theme = ref<Theme>(recall('theme', 'system', oneOf<Theme>('system', 'light', 'dark')));
// WCAG 2.1.4: keys that are single characters can be switched off.
export const singleKeys = ref(recall('singleKeys', true, isBoolean));
export const compact = ref(recall('compact', false, isBoolean));

export function watchAppearance(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    dark.value = theme.value === 'dark' || (theme.value === 'system' && system.matches);
    document.documentElement.classList.toggle('dark', dark.value);
  };
  system.addEventListener('change', paint);
  watch(
    theme,
    (value) => {
      remember('theme', value);
      paint();
    },
    { immediate: true },
  );
  watch(
    language,
    (value) => {
      remember('language', value);
      document.documentElement.lang = value;
    },
    { immediate: true },
  );
  watch(singleKeys, (value) => remember('singleKeys', value));
  watch(compact, (value) => remember('compact', value));
}
