// Whether the server answers, whether these pages are of its version, and what changes there as it happens.
import { ref } from 'vue';
import { hooks } from '@/api/client';
import type { Session } from '@/api/types';

export const offline = ref(false);
export const newVersion = ref(false);
export const live = ref(false); // events arrive
export const waiting = ref(0); // writes that wait for a server that is busy or away

let version: string | null = null;

// Every answer says the server's version. The first one is what these pages came with; another one later: it was updated meanwhile.
export function noteVersion(seen: string | undefined): void {
  if (!seen) return;
  if (version === null) version = seen;
  else if (version !== seen) newVersion.value = true;
}

export interface ChangeEvent {
  topic: string; // "lead"
  id: string;
  by: string;
}
type Listener = (event: ChangeEvent | 'reset') => void;
const listeners = new Set<Listener>();

export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(event: ChangeEvent | 'reset'): void {
  for (const listener of listeners) listener(event);
}

// {"id": ..., "by": ...}; anything else is none of ours.
export function readChange(name: string, data: string): ChangeEvent | null {
  const topic = /^([a-z_]+)\.changed$/.exec(name)?.[1];
  if (!topic) return null;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null) return null;
    const { id, by } = value as { id?: unknown; by?: unknown };
    return { topic, id: typeof id === 'string' ? id : '', by: typeof by === 'string' ? by : '' };
  } catch {
    return null;
  }
}

const TOPICS = ['lead', 'leads', 'view', 'notice', 'organisation', 'user', 'run', 'source', 'setting'];
let source: EventSource | null = null;
let again = 0;
let pause = 1000;
let probe = 0;
let opened = false;

export function startEvents(): void {
  stopEvents();
  source = new EventSource('/api/v1/events');
  source.onopen = () => {
    if (opened) void probeServer(); // back after a break: perhaps another version
    opened = true;
    live.value = true;
    pause = 1000;
    reached();
  };
  source.onerror = () => {
    live.value = false;
    window.clearTimeout(probe);
    probe = window.setTimeout(() => void probeServer().catch(lost), 500);
    // The browser tries again by itself unless it was refused; then we do, ever more rarely.
    if (source?.readyState === EventSource.CLOSED) {
      window.clearTimeout(again);
      again = window.setTimeout(startEvents, pause);
      pause = Math.min(pause * 2, 60_000);
    }
  };
  for (const topic of TOPICS) {
    source.addEventListener(`${topic}.changed`, (event) => {
      const change = readChange(event.type, (event as MessageEvent<string>).data);
      if (change) tell(change);
    });
  }
  source.addEventListener('reset', () => tell('reset'));
}

export function stopEvents(): void {
  window.clearTimeout(again);
  source?.close();
  source = null;
  live.value = false;
}

let returns: (() => void)[] = []; // who waits for it to be back
const back = (): Promise<void> => (offline.value ? new Promise((done) => returns.push(done)) : hooks.wait(1000));

function reached(): void {
  if (!offline.value) return;
  offline.value = false;
  window.clearTimeout(probe);
  returns.forEach((done) => done());
  returns = [];
  tell('reset'); // what happened meanwhile is read again
}

async function probeServer(): Promise<void> {
  const response = await hooks.fetch('/api/v1/session', { cache: 'no-store', credentials: 'same-origin' });
  if (!response.ok) return;
  const session = (await response.json()) as Partial<Session>;
  noteVersion(session.version);
  if (!session.signed_in) hooks.signedOut();
}

// While nobody answers, ask for something small every few seconds.
function lost(): void {
  offline.value = true;
  window.clearTimeout(probe);
  probe = window.setTimeout(async () => {
    try {
      await probeServer();
      reached();
    } catch {
      lost();
    }
  }, 3000);
}

export function watchConnection(): void {
  hooks.answered = reached;
  hooks.unanswered = lost;
  hooks.back = back;
  hooks.version = noteVersion;
  hooks.waiting = (more) => {
    waiting.value += more;
  };
  window.addEventListener('offline', lost);
  window.addEventListener('online', lost); // asks soon
  window.addEventListener('beforeunload', (event) => {
    if (waiting.value > 0) event.preventDefault(); // what waits would be lost with the page
  });
}
