// The list of leads: what is asked for, what has been loaded, where the cursor stands and what is selected. It outlives the page, so that
// going back from a lead finds everything as it was.
import { computed, ref, shallowRef, triggerRef } from 'vue';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { LeadItem } from '@/api/types';
import { listen } from './connection';
import { sayError } from './toasts';

export const DEFAULT_FILTER = 'at_hand:true';
export const DEFAULT_SORT = '-score';
const FIRST = 50; // the first answer is small and quick
const PAGE = 200;

export const filter = ref(DEFAULT_FILTER);
export const sort = ref(DEFAULT_SORT);
export const items = shallowRef<LeadItem[]>([]);
export const total = ref(0);
export const loading = ref(false);
export const loaded = ref(false);
export const failure = shallowRef<ApiProblem | null>(null);
export const stale = ref(false); // the server has news that the list doesn't show
export const cursorAt = ref(0);
export const scrollTop = ref(0);
export const selected = ref(new Set<string>());
export const busy = ref(new Set<string>()); // something is being done with these
let next: string | null = null;
let running: AbortController | null = null;

export const current = computed<LeadItem | undefined>(() => items.value[cursorAt.value]);
export const chosen = computed<LeadItem[]>(() => items.value.filter((each) => selected.value.has(each.id)));
export const hasMore = computed(() => items.value.length < total.value && next !== null && loaded.value);

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

// Reads the list anew. `keep`: the cursor stays on its lead and what was scrolled to stays.
export async function reload({ keep = false } = {}): Promise<void> {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  loading.value = true;
  failure.value = null;
  const there = current.value?.id;
  const want = keep ? Math.min(PAGE, Math.max(FIRST, cursorAt.value + FIRST)) : FIRST;
  try {
    const page = await api.get('/api/v1/leads', {
      query: { filter: filter.value, sort: sort.value, limit: want },
      signal: mine.signal,
    });
    items.value = page.items;
    total.value = page.total;
    next = page.next ?? null;
    stale.value = false;
    loaded.value = true;
    if (!keep) {
      cursorAt.value = 0;
      scrollTop.value = 0;
      selected.value = new Set();
    } else {
      const again = page.items.findIndex((each) => each.id === there);
      cursorAt.value = again >= 0 ? again : Math.min(cursorAt.value, Math.max(0, page.items.length - 1));
      const present = new Set(page.items.map((each) => each.id));
      selected.value = new Set([...selected.value].filter((id) => present.has(id)));
    }
  } catch (error) {
    if (isAbort(error)) return;
    if (error instanceof ApiProblem) failure.value = error;
    else throw error;
  } finally {
    if (running === mine) {
      running = null;
      loading.value = false;
    }
  }
}

export async function more(): Promise<void> {
  if (loading.value || !hasMore.value) return;
  const mine = new AbortController();
  running = mine;
  loading.value = true;
  try {
    const page = await api.get('/api/v1/leads', {
      query: { filter: filter.value, sort: sort.value, limit: PAGE, cursor: next ?? undefined },
      signal: mine.signal,
    });
    const have = new Set(items.value.map((each) => each.id));
    items.value.push(...page.items.filter((each) => !have.has(each.id)));
    triggerRef(items);
    total.value = page.total;
    next = page.next ?? null;
  } catch (error) {
    if (!isAbort(error)) sayError(error);
  } finally {
    if (running === mine) {
      running = null;
      loading.value = false;
    }
  }
}

export function show(text: string, order: string): Promise<void> {
  filter.value = text;
  sort.value = order || DEFAULT_SORT;
  return reload();
}

// Puts what the server now says in the place of what the list has. Leads that no longer fit stay until the next reading: a row that
// vanishes under the hand is worse than one that has changed.
export function take(leads: readonly LeadItem[]): void {
  const byId = new Map(leads.map((each) => [each.id, each]));
  let changed = false;
  for (const [index, item] of items.value.entries()) {
    const now = byId.get(item.id);
    if (!now) continue;
    items.value[index] = now;
    changed = true;
  }
  if (changed) triggerRef(items);
}

export function indexOf(id: string): number {
  return items.value.findIndex((each) => each.id === id);
}

export function move(by: number): void {
  cursorAt.value = Math.max(0, Math.min(items.value.length - 1, cursorAt.value + by));
}

export function toggle(id: string, on = !selected.value.has(id)): void {
  const copy = new Set(selected.value);
  if (on) copy.add(id);
  else copy.delete(id);
  selected.value = copy;
}

export function selectBetween(from: number, to: number): void {
  const copy = new Set(selected.value);
  for (const item of items.value.slice(Math.min(from, to), Math.max(from, to) + 1)) copy.add(item.id);
  selected.value = copy;
}

// News of leads: a few are read by themselves, more make the list stale.
const FEW = 10;
const SETTLE_MS = 400;
let waiting = new Set<string>();
let timer = 0;

async function readNews(): Promise<void> {
  const ids = [...waiting].filter((id) => indexOf(id) >= 0);
  const unknown = waiting.size - ids.length;
  waiting = new Set();
  if (unknown > 0 || ids.length > FEW) stale.value = true;
  if (ids.length > FEW) return;
  for (const id of ids) {
    if (busy.value.has(id)) continue; // its own answer comes
    try {
      take([await api.get('/api/v1/leads/{id}', { path: { id } })]);
    } catch {
      stale.value = true;
    }
  }
}

export function followLeads(): void {
  listen((event) => {
    if (!loaded.value) return;
    if (event === 'reset' || event.topic === 'leads') {
      stale.value = true;
      return;
    }
    if (event.topic !== 'lead') return;
    if (!event.id) {
      stale.value = true;
      return;
    }
    waiting.add(event.id);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void readNews(), SETTLE_MS);
  });
}

export function forgetLeads(): void {
  running?.abort();
  items.value = [];
  total.value = 0;
  loaded.value = false;
  stale.value = false;
  next = null;
  failure.value = null;
  loading.value = false;
  cursorAt.value = 0;
  scrollTop.value = 0;
  selected.value = new Set();
  busy.value = new Set();
  window.clearTimeout(timer);
  waiting = new Set();
  filter.value = DEFAULT_FILTER;
  sort.value = DEFAULT_SORT;
}
