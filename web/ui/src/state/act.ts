// Doing something with leads: one way for one and for many, from the list, a lead and Today.
import { ref } from 'vue';
import { api } from '@/api/client';
import type { Act, Acted, LeadItem } from '@/api/types';
import { wordFor, words } from '@/i18n';
import { formatMoment } from '@/lib/dates';
import { language } from './appearance';
import { whatChanged } from './changes';
import * as list from './leads';
import { about } from './lead-words';
import { statusWords } from './problem-words';
import { isNobodys, sayProblem, wordsOf } from './toasts';
import { sayUndoable } from './undo';

export type Action = Act['action'];
type Refused = NonNullable<Acted['refused']>[number];
const CHUNK = 500; // what the API takes at once
export const MOST_WORDS = 1000; // characters of a reason or note that the API takes
const TRIES = 4; // of a note on a lead that others are changing

// Whoever shows leads is told what has become of them.
type Taker = (leads: LeadItem[]) => void;
const takers = new Set<Taker>([list.take]);
export function onLeads(taker: Taker): () => void {
  takers.add(taker);
  return () => takers.delete(taker);
}
export const takeAll = (leads: LeadItem[]): void => takers.forEach((taker) => taker(leads));

// The question that an action asks first (why reject, snooze until when); the dialog of shell/AskAction.vue puts it. What is typed belongs
// to the question: it stays until the answer is saved or given up.
export interface Question {
  action: Exclude<Action, 'claim' | 'accept'>;
  leads: LeadItem[];
  text: string;
  why: string; // the last answer wasn't saved
  working: boolean;
}
export const question = ref<Question | null>(null);

const ASKS: readonly Action[] = ['assign', 'reject', 'snooze', 'note', 'status'];

export function start(action: Action, leads: readonly LeadItem[]): void {
  if (leads.length === 0) return;
  if (ASKS.includes(action))
    question.value = { action: action as Question['action'], leads: [...leads], text: '', why: '', working: false };
  else
    void act({ action }, leads).then((outcome) => {
      if (outcome?.why) sayProblem(outcome.why);
    });
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
  return `${said()} · ${about(leads, 'done.many')}`;
}

// Of one lead, what the other did instead; of several, that somebody was faster.
function whyRefused(first: Refused, leads: readonly LeadItem[]): string {
  if (first.status === 404) return words('problems.no-such-lead');
  if (first.status !== 412) return statusWords(first.status);
  const before = leads.length === 1 ? leads[0] : undefined;
  const said = before && first.lead ? whatChanged(before, first.lead).join(words('done.and')) : '';
  return said ? words('done.changedTo', { what: said }) : words('done.changedSince');
}

// With which leads nothing was done, as they are now, and why not: empty where all is well.
export interface Outcome {
  left: LeadItem[];
  why: string;
}

// Null: whoever asked for it is no longer signed in.
export async function act(what: Act, leads: readonly LeadItem[], toName = ''): Promise<Outcome | null> {
  const ids = leads.map((each) => each.id);
  list.busy.value = new Set([...list.busy.value, ...ids]);
  const actions: string[] = [];
  const done: LeadItem[] = [];
  const refused: Refused[] = [];
  let failed: unknown = null;
  try {
    for (let at = 0; at < leads.length; at += CHUNK) {
      let part = leads.slice(at, at + CHUNK);
      for (let tries = 1; part.length > 0; tries += 1) {
        const sent = part.map(({ id, etag }) => ({ id, etag }));
        const answer = await api.post('/api/v1/leads/actions', { body: { ...what, leads: sent } });
        const no = answer.refused ?? [];
        if (answer.action_id) actions.push(answer.action_id);
        done.push(...answer.leads);
        takeAll([...answer.leads, ...no.flatMap((each) => (each.lead ? [each.lead] : []))]);
        // A note overwrites nothing: whatever the others did, it is added to that.
        const isLate = (each: Refused) =>
          what.action === 'note' && each.status === 412 && each.lead !== undefined && tries < TRIES;
        refused.push(...no.filter((each) => !isLate(each)));
        part = no.flatMap((each) => (isLate(each) && each.lead ? [each.lead] : []));
      }
    }
  } catch (error) {
    failed = error;
  } finally {
    list.busy.value = new Set([...list.busy.value].filter((id) => !ids.includes(id)));
  }
  if (isNobodys(failed)) return null;
  if (actions.length > 0) sayUndoable(saying(what, done, toName), { actions, take: takeAll });
  const isDone = new Set(done.map((each) => each.id));
  const fresh = new Map(refused.flatMap((each) => (each.lead ? [[each.id, each.lead] as const] : [])));
  const left = leads.filter((each) => !isDone.has(each.id)).map((each) => fresh.get(each.id) ?? each);
  const first = refused[0];
  const why = failed
    ? wordsOf(failed)
    : first
      ? words('done.refused', { count: refused.length, why: whyRefused(first, leads) })
      : '';
  return { left, why };
}

const underway = new Set<Question>();

// What isn't saved is asked again, with what was typed, also where the dialog was left meanwhile.
export async function answer(asked: Question, what: Act, toName = ''): Promise<void> {
  asked.working = true;
  asked.why = '';
  underway.add(asked);
  const outcome = await act(what, asked.leads, toName);
  underway.delete(asked);
  asked.working = false;
  if (!outcome) return;
  if (!outcome.why) {
    if (question.value === asked) question.value = null;
    return;
  }
  asked.leads = outcome.left;
  asked.why = outcome.why;
  if (question.value === null && asked.text) question.value = asked;
  else if (question.value !== asked) sayProblem(outcome.why);
}

// A question whose words were typed when the session ended waits for the same person, and for nobody else.
let kept: { person: string; asked: Question } | null = null;

export function forgetQuestion(keepFor = ''): void {
  const asked = question.value ?? [...underway][0];
  kept = keepFor && asked?.text.trim() ? { person: keepFor, asked: { ...asked, why: '', working: false } } : null;
  question.value = null;
  underway.clear();
}

export function askAgain(person: string): void {
  if (kept?.person === person) question.value = kept.asked;
  kept = null;
}
