// What became of a lead between two readings, in words: what somebody is told whose own change came too late.
import type { LeadItem } from '@/api/types';
import { nameOf, wordFor, words } from '@/i18n';
import { formatMoment } from '@/lib/dates';
import { language } from './appearance';

export function whatChanged(before: LeadItem, now: LeadItem): string[] {
  const said: string[] = [];
  if (now.owner?.id !== before.owner?.id)
    said.push(now.owner ? words('done.assign', { value: nameOf(now.owner) }) : words('done.unassign'));
  if (now.verdict !== before.verdict) said.push(now.verdict ? wordFor('verdicts', now.verdict) : words('done.undone'));
  if (now.status !== before.status)
    said.push(now.status ? words('done.status', { value: wordFor('statuses', now.status) }) : words('done.noStatus'));
  if (now.snoozed_until && now.snoozed_until !== before.snoozed_until)
    said.push(words('done.snooze', { value: formatMoment(now.snoozed_until, language.value) }));
  if ((now.notes ?? 0) > (before.notes ?? 0)) said.push(words('done.note'));
  return said;
}
