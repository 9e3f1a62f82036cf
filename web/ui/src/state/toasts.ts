// Short words at the bottom about what was just done, with its undo.
import { ref } from 'vue';
import { ApiProblem } from '@/api/problem';
import { wordsOf } from './problem-words';

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
export const raised = ref(0); // how high what stands at the bottom of a page is: toasts stand above it

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

export const sayDone = (text: string): number => show({ tone: 'done', text });
// With a button that takes it back: for state/undo.ts, so that `z` takes back the same.
export const sayWithUndo = (text: string, undo: () => void): number => show({ tone: 'done', text, undo });
export const sayProblem = (text: string): number => show({ tone: 'problem', text });

export { wordsOf };

// Nobody is there to be told: it was superseded, or the sign-in page says it.
export const isNobodys = (error: unknown): boolean =>
  (error instanceof DOMException && error.name === 'AbortError') ||
  (error instanceof ApiProblem && error.status === 401);

export function sayError(error: unknown): void {
  if (!isNobodys(error)) sayProblem(wordsOf(error));
}

export function forgetToasts(): void {
  for (const each of toasts.value) dismiss(each.id);
}
