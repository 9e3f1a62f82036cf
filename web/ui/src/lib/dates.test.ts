import { describe, expect, it } from 'vitest';
import { addDays, countdown, formatMoment, isoDay, monthWeeks, parseMoment, today } from './dates';

const now = new Date('2026-11-22T01:00:00Z'); // 9:00 in Beijing, a Sunday

describe('dates', () => {
  it.each([
    ['2026-11-24T09:30:00+08:00', '11月24日 周二 09:30', 'in Beijing'],
    ['2026-11-24T01:30:00Z', '11月24日 周二 09:30', 'from another zone'],
    ['2026-11-24', '11月24日 周二', 'a date is not a time'],
    ['2027-01-05', '2027年1月5日 周二', 'another year is said'],
    ['2026-11-23T18:00:00Z', '11月24日 周二 02:00', 'the day is Beijing’s'],
  ])('%s reads %s: %s', (iso, text) => {
    expect(formatMoment(iso, 'zh-CN', { now, weekday: true })).toBe(text);
  });

  it('reads in English as well', () => {
    expect(formatMoment('2026-11-24T09:30:00+08:00', 'en', { now, weekday: true })).toBe('24 Nov Tue 09:30');
  });

  it('says nothing where there is no date', () => {
    expect(formatMoment(null, 'zh-CN')).toBe('');
    expect(formatMoment('soon', 'zh-CN')).toBe('');
    expect(parseMoment('not a date')).toBeNull();
  });

  it('knows that it is tomorrow in Beijing already', () => {
    expect(isoDay(today(new Date('2026-11-22T17:00:00Z')))).toBe('2026-11-23');
  });

  it.each([
    ['2026-11-22T08:30:00+08:00', 0, 'past'],
    ['2026-11-22T17:00:00+08:00', 0, 'today'],
    ['2026-11-22', 0, 'today'],
    ['2026-11-21', -1, 'past'],
    ['2026-11-23T00:10:00+08:00', 1, 'soon'],
    ['2026-11-25', 3, 'soon'],
    ['2026-11-29', 7, 'near'],
    ['2026-11-30', 8, 'later'],
  ])('%s is %d days away: %s', (iso, days, urgency) => {
    expect(countdown(iso, now)).toEqual({ days, urgency });
  });

  it('counts over the ends of months and years', () => {
    expect(isoDay(addDays({ year: 2026, month: 12, day: 30 }, 3))).toBe('2027-01-02');
    expect(isoDay(addDays({ year: 2028, month: 3, day: 1 }, -1))).toBe('2028-02-29');
  });

  it('lays a month out in whole weeks from Monday', () => {
    const weeks = monthWeeks(2026, 11);
    expect(weeks).toHaveLength(6);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(isoDay(weeks[0]![0]!)).toBe('2026-10-26');
    expect(isoDay(weeks[5]![6]!)).toBe('2026-12-06');
    expect(monthWeeks(2027, 2)).toHaveLength(4); // begins on a Monday and has 28 days
  });
});
