import { describe, expect, it } from 'vitest';
import { KEY_MAP, KeyReader, keyLabel, keyName, type Scope, SEQUENCE_MS } from './keys';
import en from '@/i18n/en';
import zh from '@/i18n/zh-CN';

const list = new Set<Scope>(['everywhere', 'list', 'action']);
const lead = new Set<Scope>(['everywhere', 'lead', 'action']);

describe('the key map', () => {
  it.each([
    ['list', list],
    ['lead', lead],
  ])('has no key twice on the page %s', (_, scopes) => {
    const keys = KEY_MAP.filter((binding) => scopes.has(binding.scope)).flatMap((binding) => binding.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each([
    ['list', list],
    ['lead', lead],
  ])('has no key on the page %s that begins a pair and means something alone', (_, scopes) => {
    const keys = KEY_MAP.filter((binding) => scopes.has(binding.scope)).flatMap((binding) => binding.keys);
    const firsts = keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0]);
    expect(keys.filter((key) => firsts.includes(key))).toEqual([]);
  });

  it('says in both languages what each key does', () => {
    for (const { id } of KEY_MAP) {
      expect(zh.keys).toHaveProperty(id);
      expect(en.keys).toHaveProperty(id);
    }
  });
});

describe('reading keys', () => {
  it.each([
    [{ key: '？' }, '?'],
    [{ key: '、' }, '/'],
    [{ key: 'ｊ' }, 'j'],
    [{ key: 'c', ctrlKey: true }, ''],
    [{ key: 'c', metaKey: true }, ''],
    [{ key: 'Process' }, ''],
    [{ key: 'j', isComposing: true }, ''],
    [{ key: 'j' }, 'j'],
  ])('%j is %j', (event, name) => {
    expect(keyName(event)).toBe(name);
  });

  it('takes two keys for a pair while the second comes in time', () => {
    const reader = new KeyReader();
    expect(reader.read('g', list, 0)).toBeNull();
    expect(reader.read('t', list, 500)).toBe('goToday');
    expect(reader.read('g', list, 1000)).toBeNull();
    expect(reader.read('t', list, 1000 + SEQUENCE_MS + 1)).toBe('status');
  });

  it('forgets a first key that nothing follows from', () => {
    const reader = new KeyReader();
    reader.read('g', list, 0);
    expect(reader.read('q', list, 100)).toBeNull();
    expect(reader.read('t', list, 200)).toBe('status');
  });

  it('gives the same key another meaning on another page', () => {
    expect(new KeyReader().read('j', list, 0)).toBe('next');
    expect(new KeyReader().read('j', lead, 0)).toBe('nextLead');
    expect(new KeyReader().read('j', new Set<Scope>(['everywhere']), 0)).toBeNull();
  });

  it('prints keys as a person would write them', () => {
    expect(keyLabel('g t')).toBe('G T');
    expect(keyLabel('ArrowDown')).toBe('↓');
    expect(keyLabel('A')).toBe('Shift A');
  });
});
