// Doing something with leads: one way for one and for many, from the list, a lead and Today.
import { ref } from 'vue';
import { api } from '@/api/client';
import type { Act, Acted, LeadItem } from '@/api/types';
import { nameOf, wordFor, words } from '@/i18n';
import { formatMoment } from '@/lib/dates';
import { language } from './appearance';
import { whatChanged } from './changes';
import * as list from './leads';
import { sayDone, sayError, sayProblem } from './toasts';
import { canUndo, undo } from './undo';

export type Action = Act['action'];
type Refused = NonNullable<Acted['refused']>[number];
const CHUNK = 500; // what the API takes at once

// Whoever shows leads is told what has become of them.
type Taker = (leads: LeadItem[]) => void;
const takers = new Set<Taker>([list.take]);
export function onLeads(taker: Taker): () => void {
  takers.add(taker);
  return () => takers.delete(taker);
}
export const takeAll = (leads: LeadItem[]): void => takers.forEach((taker) => taker(leads));

// The question that an action asks first (why reject, snooze until when); the dialog of shell/AskAction.vue answers it.
export interface Question {
  action: Exclude<Action, 'claim' | 'accept'>;
  leads: LeadItem[];
}
export const question = ref<Question | null>(null);

const ASKS: readonly Action[] = ['assign', 'reject', 'snooze', 'note', 'status'];

export function start(action: Action, leads: readonly LeadItem[]): void {
  if (leads.length === 0) return;
  if (ASKS.includes(action)) question.value = { action: action as Question['action'], leads: [...leads] };
  else void act({ action }, leads);
}

function saying(act: Act, leads: readonly LeadItem[], toName: string): string {
  const said = (): string => {
    switch (act.action) {
      case 'assign':
        return act.to ? words('done.assign', { value: toName || act.to }) : words('done.unassign');
      case 'snooze':
        return words('done.snooze', { value: formatMoment(act.until, language.value, { weekday: true }) });
      case 'status':
        return act.status ? words('done.status', { value: wordFor('statuses', act.status) }) : words('done.noStatus');
      default:
        return words(`done.${act.action}`);
    }
  };
  const first = leads[0];
  const of =
    leads.length === 1 && first
      ? `${first.organisation.name} · ${nameOf(first.product)}`
      : words('done.many', { count: leads.length });
  return `${said()} · ${of}`;
}

// Of one lead, what the other did instead; of several, that somebody was faster.
function whyRefused(first: Refused, leads: readonly LeadItem[]): string {
  if (first.status !== 412) return first.status === 404 ? words('problems.no-such-lead') : first.title;
  const before = leads.length === 1 ? leads[0] : undefined;
  const said = before && first.lead ? whatChanged(before, first.lead).join(words('done.and')) : '';
  return said ? words('done.changedTo', { what: said }) : words('done.changedSince');
}

export async function act(what: Act, leads: readonly LeadItem[], toName = ''): Promise<boolean> {
  const ids = leads.map((each) => each.id);
  list.busy.value = new Set([...list.busy.value, ...ids]);
  const actions: string[] = [];
  const done: LeadItem[] = [];
  const refused: NonNullable<Acted['refused']> = [];
  let failed: unknown = null;
  try {
    for (let at = 0; at < leads.length; at += CHUNK) {
      const part = leads.slice(at, at + CHUNK).map(({ id, etag }) => ({ id, etag }));
      const answer = await api.post('/api/v1/leads/actions', { body: { ...what, leads: part } });
      if (answer.action_id) actions.push(answer.action_id);
      done.push(...answer.leads);
      refused.push(...(answer.refused ?? []));
      takeAll([...answer.leads, ...(answer.refused ?? []).flatMap((each) => (each.lead ? [each.lead] : []))]);
    }
  } catch (error) {
    failed = error;
  } finally {
    list.busy.value = new Set([...list.busy.value].filter((id) => !ids.includes(id)));
  }
  if (actions.length > 0) {
    const undoable = { actions, take: takeAll };
    canUndo(undoable);
    sayDone(saying(what, done, toName), () => void undo(undoable));
  }
  if (failed) sayError(failed);
  else if (refused.length > 0) {
    const first = refused[0];
    sayProblem(words('done.refused', { count: refused.length, why: first ? whyRefused(first, leads) : '' }));
  }
  return done.length > 0;
}
