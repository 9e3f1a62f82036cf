import { describe, expect, it } from 'vitest';
import { choiceText, valueText } from './organisations';

const words = (group: string, id: string) => (id === 'unheard-of' ? id : `${group}/${id}`);

describe('values of organisations', () => {
  it.each([
    [{ field: 'beds.open', type: 'number' as const }, { value: '1200' }, '1,200'],
    [{ field: 'founded', type: 'number' as const }, { value: '1952' }, '1952'],
    [{ field: 'beds.open', type: 'number' as const }, { value: '约千张' }, '约千张'],
    [{ field: 'kind', type: 'choice' as const }, { value: 'hospital' }, 'organisations.kinds/hospital'],
    [{ field: 'level.grade', type: 'choice' as const }, { value: '甲' }, '甲'],
    [{ field: 'region', type: 'region' as const }, { value: '510100', shown: '四川省成都市' }, '四川省成都市'],
    [{ field: 'region', type: 'region' as const }, { value: '999999', shown: '' }, '999999'],
  ])('read as people say them: %o %o', (field, value, text) => {
    expect(valueText(field, value, words)).toBe(text);
  });

  it('stay as they are where these pages know no word', () => {
    expect(choiceText('kind', 'unheard-of', words)).toBe('unheard-of');
  });
});
