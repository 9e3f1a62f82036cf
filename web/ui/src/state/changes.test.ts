import { describe, expect, it } from 'vitest';
import type { LeadItem } from '@/api/types';
import { whatChanged } from './changes';

const lead = { id: 'l1' } as LeadItem;

describe('what somebody else did to a lead', () => {
  it.each<[string, Partial<LeadItem>, Partial<LeadItem>, string[]]>([
    ['gave it to somebody', {}, { owner: { id: 'li', name: '李某' } }, ['已指派给 李某']],
    ['took it from somebody', { owner: { id: 'li', name: '李某' } }, {}, ['已取消指派']],
    ['judged it', {}, { verdict: 'rejected' }, ['已拒绝']],
    ['took the judgement back', { verdict: 'accepted' }, {}, ['已撤销']],
    ['went on with it', { status: 'contacted' }, { status: 'visited' }, ['进展：已拜访']],
    ['noted something', { notes: 1 }, { notes: 2 }, ['已记下备注']],
    ['did several things', {}, { owner: { id: 'li', name: '李某' }, verdict: 'accepted' }, ['已指派给 李某', '已接受']],
    ['did nothing that shows', { score: 10 }, { score: 20 }, []],
  ])('%s', (_, before, now, said) => {
    expect(whatChanged({ ...lead, ...before }, { ...lead, ...now })).toEqual(said);
  });
});
