// What was being typed in a box when the session ended is in that box again for the same person, in this tab, and for nobody else.
import { onScopeDispose, type Ref, ref } from 'vue';

const live = new Map<string, { text: Ref<string> }>();
let kept = new Map<string, string>();
let whose = '';

// `key`: which box of all.
export function useDraft(key: string, otherwise: string): Ref<string> {
  const text = ref(kept.get(key) ?? otherwise);
  kept.delete(key);
  const mine = { text };
  live.set(key, mine);
  onScopeDispose(() => {
    if (live.get(key) === mine) live.delete(key);
  });
  return text;
}

export function forgetDrafts(keepFor = ''): void {
  whose = keepFor;
  kept = new Map(keepFor ? [...live].map(([key, { text }]) => [key, text.value]) : []);
}

// Somebody has signed in.
export function draftsOf(person: string): void {
  if (person !== whose) kept = new Map();
}
