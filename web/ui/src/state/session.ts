// Who is signed in, and what they may do.
import { computed, ref, shallowRef } from 'vue';
import { type Answer, api, forgetAsker, hooks } from '@/api/client';
import type { Session } from '@/api/types';
import { askAgain, forgetQuestion } from './act';
import { compact, language, singleKeys, theme } from './appearance';
import { noteVersion, startEvents, stopEvents } from './connection';
import { draftsOf, forgetDrafts } from './drafts';
import { helpOpen } from './keyboard';
import { forgetBuyers } from './lead-words';
import { forgetLeads } from './leads';
import { forgetSettings, readSettings } from './settings';
import { forgetToasts } from './toasts';
import { forgetUndo } from './undo';
import { forgetViews } from './views';

export type Right =
  | 'leads:read'
  | 'contacts:read'
  | 'leads:review'
  | 'leads:assign'
  | 'fields:correct'
  | 'organisations:join'
  | 'leads:export'
  | 'sources:read'
  | 'sources:run'
  | 'audit:read'
  | 'users:manage'
  | 'settings:change';

export type Catalogue = Answer<'/api/v1/catalogue', 'get'>;

export const session = shallowRef<Session | null>(null);
export const catalogue = shallowRef<Catalogue | null>(null);
let timer = 0;
// The tabs of a browser have one session among them. When one of them begins or ends it, the others are told whose it is now ('': nobody's).
const tabs = new BroadcastChannel('session');
const tellTabs = (): void => tabs.postMessage(user.value?.id ?? '');
export const ended = ref(false); // it was there, and no longer is
export const user = computed(() => session.value?.user);
export const may = (right: Right): boolean => session.value?.rights?.includes(right) ?? false;

function applyPreferences(kept: Record<string, unknown> | undefined): void {
  if (!kept) return;
  if (kept.language === 'zh-CN' || kept.language === 'en') language.value = kept.language;
  if (kept.theme === 'system' || kept.theme === 'light' || kept.theme === 'dark') theme.value = kept.theme;
  if (typeof kept.singleKeys === 'boolean') singleKeys.value = kept.singleKeys;
  if (typeof kept.compact === 'boolean') compact.value = kept.compact;
}

function take(now: Session): void {
  session.value = now;
  hooks.csrf = now.csrf_token ?? '';
  noteVersion(now.version);
  if (!now.signed_in) return;
  ended.value = false;
  applyPreferences(now.preferences as Record<string, unknown> | undefined);
  askAgain(now.user?.id ?? '');
  draftsOf(now.user?.id ?? '');
  startEvents();
  void readCatalogue();
  void readSettings();
}

async function readCatalogue(): Promise<void> {
  try {
    catalogue.value = await api.get('/api/v1/catalogue', {});
  } catch {
    // names are shown by their ids until the next sign-in
  }
}

export async function readSession(): Promise<Session> {
  const now = await api.get('/api/v1/session', {});
  take(now);
  return now;
}

export function begin(now: Session): void {
  take(now);
  tellTabs();
}

export async function signIn(login: string, password: string): Promise<void> {
  begin(await api.post('/api/v1/session', { body: { login, password } }));
}

// Nothing of one person is left for the next. `keep`: they didn't mean to go, and find what they were writing when they are back.
function forget({ keep = false } = {}): void {
  stopEvents();
  window.clearTimeout(timer);
  forgetAsker();
  forgetQuestion(keep ? user.value?.id : '');
  forgetDrafts(keep ? user.value?.id : '');
  forgetLeads();
  forgetBuyers();
  forgetUndo();
  forgetViews();
  forgetSettings();
  forgetToasts();
  helpOpen.value = false;
  catalogue.value = null;
  hooks.csrf = '';
  session.value = session.value ? { signed_in: false, setup_needed: false, version: session.value.version } : null;
}

export async function signOut(everywhere = false): Promise<void> {
  if (everywhere) await api.delete('/api/v1/sessions', {});
  else await api.delete('/api/v1/session', {});
  forget();
  tellTabs();
}

// Keeps how somebody likes the pages, for their other devices.
export function keepPreferences(): void {
  if (!session.value?.signed_in) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const kept = {
      ...(session.value?.preferences as Record<string, unknown> | undefined),
      language: language.value,
      theme: theme.value,
      singleKeys: singleKeys.value,
      compact: compact.value,
    };
    api.put('/api/v1/session/preferences', { body: kept }).catch(() => undefined); // this browser has them anyway
  }, 800);
}

export function watchSession(toSignIn: () => void): void {
  hooks.signedOut = () => {
    if (!session.value?.signed_in) return;
    forget({ keep: true });
    ended.value = true;
    toSignIn();
  };
  tabs.onmessage = ({ data: whose }: MessageEvent<string>) => {
    const mine = user.value?.id ?? '';
    if (mine && mine !== whose) hooks.signedOut();
    else if (whose) readSession().catch(() => undefined); // what is asked next says what is wrong
  };
}
