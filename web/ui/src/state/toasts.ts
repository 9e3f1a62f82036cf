// Short words at the bottom about what was just done, with its undo.
import { ref } from 'vue';
import { ApiProblem } from '@/api/problem';
import { i18n, words } from '@/i18n';

export interface Toast {
  id: number;
  tone: 'done' | 'problem';
  text: string;
  undo?: () => void;
}

export const toasts = ref<Toast[]>([]);
let last = 0;
const timers = new Map<number, number>();
const SHOWN_MS = 8000;

export function dismiss(id: number): void {
  window.clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.value = toasts.value.filter((each) => each.id !== id);
}

// While it is pointed at or has the focus, it stays.
export function hold(id: number): void {
  window.clearTimeout(timers.get(id));
}

export function release(id: number): void {
  hold(id);
  timers.set(
    id,
    window.setTimeout(() => dismiss(id), SHOWN_MS),
  );
}

function show(toast: Omit<Toast, 'id'>): number {
  last += 1;
  // One at a time of what was done: the newest is what `z` takes back.
  for (const each of toasts.value.slice(0, Math.max(0, toasts.value.length - 1))) dismiss(each.id);
  toasts.value = [...toasts.value, { ...toast, id: last }];
  release(last);
  return last;
}

export const sayDone = (text: string, undo?: () => void): number => show({ tone: 'done', text, undo });
export const sayProblem = (text: string): number => show({ tone: 'problem', text });

// What a person reads of a failure. The API's own detail is for people too, but in English: it is shown where we have no better words.
export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return words('problem.other', { status: '?' });
  if (error.failure === 'offline') return words('problem.offline');
  if (error.failure === 'timeout') return words('problem.timeout');
  if (error.failure === 'unreadable') return words('problem.unreadable', { status: error.status });
  const key = `problem.${error.status}`;
  if (i18n.global.te(key)) {
    const text = words(key, { seconds: error.retryAfter ?? 30 });
    const faults = error.faults.map((fault) => fault.message).filter(Boolean);
    return faults.length > 0 ? `${text} ${faults.join(' ')}` : text;
  }
  return error.message || words('problem.other', { status: error.status });
}

export function sayError(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  if (error instanceof ApiProblem && error.status === 401) return; // the sign-in page says it
  sayProblem(wordsOf(error));
}
