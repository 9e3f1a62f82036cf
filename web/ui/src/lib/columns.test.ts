import { describe, expect, it } from 'vitest';
import en from '@/i18n/en';
import type { LeadItem } from '@/api/types';
import { COLUMNS, DEFAULT_COLUMNS, emptiness, fitting, holds } from './columns';

const ids = (width: number, chosen = DEFAULT_COLUMNS) => fitting(chosen, width).map((column) => column.id);

describe('columns', () => {
  it('are all there on a wide screen, in their order', () => {
    expect(ids(1600)).toEqual(['kind', 'product', 'region', 'price', 'deadline', 'owner']);
  });

  it('give way from the least important, so that the organisation can be read', () => {
    expect(ids(900)).toEqual(['kind', 'product', 'deadline', 'owner']);
    expect(ids(540)).toEqual(['deadline']);
    expect(ids(360)).toEqual([]);
  });

  it('leave out what nobody chose and what there is no column for', () => {
    expect(ids(1600, ['deadline', 'no_such'])).toEqual(['deadline']);
  });

  it('hold something of a lead or nothing', () => {
    const lead = {
      product: { id: 'emr' },
      region: { code: '' },
      deadline: '2026-12-01',
      owner: null,
    } as unknown as LeadItem;
    expect(COLUMNS.map((column) => column.id).filter((id) => holds(lead, id))).toEqual(['kind', 'product', 'deadline']);
    const more = { ...lead, region: { code: '51', name: '四川省' }, price: { low_wan: 0 } } as unknown as LeadItem;
    expect(holds(more, 'region') && holds(more, 'price')).toBe(true);
  });

  it('that few leads have something in give way before the others', () => {
    const lead = (price?: number) =>
      ({ region: { code: '51', name: '四川省' }, price: { low_wan: price }, deadline: '' }) as unknown as LeadItem;
    const leads = [lead(5), lead(), lead(), lead(), lead()];
    expect(emptiness(leads, ['region', 'price', 'deadline'])).toEqual({ empty: ['deadline'], sparse: ['price'] });
    expect(emptiness([], ['price'])).toEqual({ empty: [], sparse: [] });
    const chosen = ['kind', 'product', 'region', 'price'];
    const narrow = 136 + 280 + 92 + 168 + 150;
    expect(ids(narrow, chosen)).toEqual(['kind', 'product', 'price']);
    expect(fitting(chosen, narrow, ['price']).map((column) => column.id)).toEqual(['kind', 'product', 'region']);
  });

  it('have a word each', () => {
    for (const column of COLUMNS) expect(en.leads.column).toHaveProperty(column.id);
  });
});
