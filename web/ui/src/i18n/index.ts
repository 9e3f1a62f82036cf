import { watch } from 'vue';
import { createI18n, useI18n } from 'vue-i18n';
import { language } from '@/state/appearance';
import en from './en';
import zh from './zh-CN';

export const i18n = createI18n({
  legacy: false,
  locale: language.value,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en },
  missingWarn: import.meta.env.DEV,
  fallbackWarn: import.meta.env.DEV,
});

watch(language, (value) => {
  i18n.global.locale.value = value;
});

export const useWords = () => useI18n<{ message: typeof zh }>({ useScope: 'global' });
export const words = i18n.global.t;

// A thing with a Chinese name and perhaps an English one.
export function nameOf(thing: { id?: string; name?: string; name_en?: string } | null | undefined): string {
  if (!thing) return '';
  return (language.value === 'en' && thing.name_en) || thing.name || thing.id || '';
}

// A sentence of the rules in both languages.
export function sentence(chinese: string | undefined, english: string | undefined): string {
  return (language.value === 'en' && english) || chinese || english || '';
}

// The word for an id that may be newer than these pages: then the id itself.
export function wordFor(group: string, id: string | undefined | null): string {
  if (!id) return '';
  const key = `${group}.${id}`;
  return i18n.global.te(key) ? words(key) : id;
}
