import { describe, expect, it } from 'vitest';
import zh from '@/i18n/zh-CN-sources';
import { barsOf, byUrgency, spanOf, whyKey } from './sources';

const known = (key: string) => key.replace('sources.why.', '') in zh.sources.why;

describe('a reason', () => {
  it.each([
    ['failed:timed_out', 'sources.why.failed:timed_out', ''],
    ['failed:http_503', 'sources.why.http', '503'],
    ['failed:chunks', 'sources.why.failed', 'chunks'],
    ['rejected:attachment_encrypted', 'sources.why.rejected', 'attachment_encrypted'],
    ['failed', '', 'failed'],
    ['something:new', '', 'something:new'],
  ])('%s is said by %s', (reason, key, code) => {
    expect(whyKey(reason, known)).toEqual({ key, code });
  });
});

describe('a span', () => {
  it('has the largest unit that it is a whole number of', () => {
    expect(spanOf(86_400)).toEqual({ unit: 'daysUnit', count: 1 });
    expect(spanOf(6 * 3600)).toEqual({ unit: 'hoursUnit', count: 6 });
    expect(spanOf(5400)).toEqual({ unit: 'minutesUnit', count: 90 });
  });
});

describe('the bars of the last runs', () => {
  const run = (fresh: number, fetched = 1, failed = 0) => ({ fresh, fetched, failed });
  it('end at the right, the highest fills the box, and a little is still seen', () => {
    expect(barsOf([run(100), run(0), run(1)], 40, 20, 4)).toEqual([
      { x: 28, height: 20, lost: false },
      { x: 32, height: 0, lost: false },
      { x: 36, height: 2, lost: false },
    ]);
  });
  it('are the last ones where there is no room for all', () => {
    expect(
      barsOf(
        Array.from({ length: 9 }, (_, i) => run(i)),
        12,
        10,
        4,
      ).map((bar) => bar.x),
    ).toEqual([0, 4, 8]);
  });
  it('say which run got nothing at all', () => {
    expect(barsOf([run(0, 0, 3), run(0, 0, 0)], 8, 10, 4).map((bar) => bar.lost)).toEqual([true, false]);
  });
});

describe('sources', () => {
  it('that want looking at come first, and else stay in their order', () => {
    const list = ['ok', 'paused', 'failing', 'ok', 'late'].map((health, id) => ({ id, health }));
    expect(byUrgency(list).map(({ id }) => id)).toEqual([2, 4, 1, 0, 3]);
  });
});
