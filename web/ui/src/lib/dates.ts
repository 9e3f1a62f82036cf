// Dates and times as they are read in China, always in the zone of the notices: a deadline of 9:30 is 9:30 in Beijing, wherever the
// browser stands.
import type { Language } from './money';

export const ZONE = 'Asia/Shanghai';

export interface Day {
  year: number;
  month: number; // 1-12
  day: number;
}

// A date ("2026-11-24") is not a time; a time says hour and minute.
export interface Moment extends Day {
  time?: { hour: number; minute: number };
  weekday: number; // 0 Sunday
}

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function inShanghai(instant: Date): Moment {
  const part: Record<string, number> = {};
  for (const { type, value } of shanghai.formatToParts(instant)) part[type] = Number(value);
  const day = { year: part.year ?? 0, month: part.month ?? 0, day: part.day ?? 0 };
  return { ...day, time: { hour: part.hour ?? 0, minute: part.minute ?? 0 }, weekday: weekdayOf(day) };
}

export function weekdayOf(day: Day): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
}

// ISO 8601: a date, or an instant. Null: neither.
export function parseMoment(iso: string | null | undefined): Moment | null {
  if (!iso) return null;
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (date) {
    const day = { year: Number(date[1]), month: Number(date[2]), day: Number(date[3]) };
    return { ...day, weekday: weekdayOf(day) };
  }
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? null : inShanghai(instant);
}

export function today(now: Date = new Date()): Day {
  const { year, month, day } = inShanghai(now);
  return { year, month, day };
}

const serial = (day: Day): number => Date.UTC(day.year, day.month - 1, day.day) / 86_400_000;

export function daysBetween(from: Day, to: Day): number {
  return serial(to) - serial(from);
}

export function addDays(day: Day, days: number): Day {
  const at = new Date((serial(day) + days) * 86_400_000);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

export function isoDay(day: Day): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(day.year).padStart(4, '0')}-${two(day.month)}-${two(day.day)}`;
}

const WEEKDAYS_ZH = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const WEEKDAYS_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function weekdayName(weekday: number, language: Language): string {
  return (language === 'zh-CN' ? WEEKDAYS_ZH : WEEKDAYS_EN)[weekday] ?? '';
}

const clock = (time: { hour: number; minute: number }): string =>
  `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;

// 11月24日 周二 09:30; with the year where it isn't this one: 2027年1月5日.
export function formatMoment(
  iso: string | null | undefined,
  language: Language,
  { now = new Date(), weekday = false, time = true }: { now?: Date; weekday?: boolean; time?: boolean } = {},
): string {
  const at = parseMoment(iso);
  if (!at) return '';
  const sameYear = at.year === today(now).year;
  const parts: string[] = [];
  if (language === 'zh-CN') parts.push(`${sameYear ? '' : `${at.year}年`}${at.month}月${at.day}日`);
  else parts.push(`${at.day} ${MONTHS_EN[at.month - 1] ?? ''}${sameYear ? '' : ` ${at.year}`}`);
  if (weekday) parts.push(weekdayName(at.weekday, language));
  if (time && at.time) parts.push(clock(at.time));
  return parts.join(' ');
}

export type Urgency = 'past' | 'today' | 'soon' | 'near' | 'later';

export interface Countdown {
  days: number; // calendar days in Beijing: 0 today, negative: past
  urgency: Urgency;
}

// Calendar days count: what ends tomorrow at 9:30 has one day left, whatever the hour now.
export function countdown(iso: string | null | undefined, now: Date = new Date()): Countdown | null {
  const at = parseMoment(iso);
  if (!at) return null;
  const days = daysBetween(today(now), at);
  const over = days < 0 || (days === 0 && at.time !== undefined && new Date(iso ?? '').getTime() < now.getTime());
  const urgency = over ? 'past' : days === 0 ? 'today' : days <= 3 ? 'soon' : days <= 7 ? 'near' : 'later';
  return { days, urgency };
}

// The weeks, Monday first, that a month's page of the calendar shows.
export function monthWeeks(year: number, month: number): Day[][] {
  const first = { year, month, day: 1 };
  let at = addDays(first, -((weekdayOf(first) + 6) % 7));
  const weeks: Day[][] = [];
  do {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(at, index)));
    at = addDays(at, 7);
  } while (at.month === month && at.year === year);
  return weeks;
}
