import { describe, expect, it } from 'vitest';
import { type ChipWords, chipsOf, deadlineOf, withDeadline, withScore } from './chips';
import { filterText, parseFilter } from './filter';

const say: ChipWords = {
  field: (field) => ({ kind: '类型', score: '评分', state: '状态' })[field] ?? field,
  value: (_, value) => ({ open_tender: '在招项目', renewal: '到期续约', expired: '已失效' })[value] ?? value,
  atHand: '手头的',
  deadline: (value) => `截止 ${value}`,
};

describe('the chips of a filter', () => {
  it('say each term and what is left without it', () => {
    const chips = chipsOf(parseFilter('at_hand:true kind:open_tender,renewal score>=70 -state:expired 影像'), say);
    expect(chips.map((chip) => chip.label)).toEqual([
      '手头的',
      '类型 在招项目、到期续约',
      '评分 ≥ 70',
      '状态 ≠ 已失效',
      '影像',
    ]);
    expect(filterText(chips[1]!.without)).toBe('at_hand:true score>=70 -state:expired 影像');
  });

  it('choose deadlines and let go of them', () => {
    const terms = parseFilter('kind:renewal deadline:2026-01-01..2026-02-01');
    expect(filterText(withDeadline(terms, 'today..today+7'))).toBe('kind:renewal deadline:today..today+7');
    expect(filterText(withDeadline(terms, 'past'))).toBe('kind:renewal deadline<today');
    expect(filterText(withDeadline(terms, ''))).toBe('kind:renewal');
    expect(deadlineOf(parseFilter('deadline<today'))).toBe('past');
    expect(deadlineOf(parseFilter('deadline:today..today+7'))).toBe('today..today+7');
  });

  it('hold the score from below', () => {
    expect(filterText(withScore(parseFilter('score>=60 x'), '75'))).toBe('x score>=75');
  });
});
