// The keys, as data: `?` lists them, the pages answer them, and a test sees that no two of a page are the same.
//
// A key of a person's language is read as well: with a Chinese input method on, ? and / arrive as ？ and ／ or 、.

export type Scope = 'everywhere' | 'list' | 'lead' | 'action';

export interface KeyBinding {
  id: string; // also the end of its label's name: keys.<id>
  keys: string[]; // alternatives; "g t" is one key after the other
  scope: Scope;
}

// `action` keys work on the selected leads of a list and on an open lead alike.
export const KEY_MAP: readonly KeyBinding[] = [
  { id: 'help', keys: ['?'], scope: 'everywhere' },
  { id: 'undo', keys: ['z'], scope: 'everywhere' },
  { id: 'goToday', keys: ['g t'], scope: 'everywhere' },
  { id: 'goLeads', keys: ['g l'], scope: 'everywhere' },
  { id: 'goOrganisations', keys: ['g o'], scope: 'everywhere' },
  { id: 'goCalendar', keys: ['g c'], scope: 'everywhere' },
  { id: 'goSearch', keys: ['g f'], scope: 'everywhere' },
  { id: 'goSources', keys: ['g r'], scope: 'everywhere' },
  { id: 'goSettings', keys: ['g s'], scope: 'everywhere' },
  { id: 'search', keys: ['/'], scope: 'everywhere' },
  { id: 'next', keys: ['j', 'ArrowDown'], scope: 'list' },
  { id: 'previous', keys: ['k', 'ArrowUp'], scope: 'list' },
  { id: 'first', keys: ['Home', 'g g'], scope: 'list' },
  { id: 'last', keys: ['End', 'G'], scope: 'list' },
  { id: 'open', keys: ['Enter', 'o'], scope: 'list' },
  { id: 'select', keys: ['x'], scope: 'list' },
  { id: 'selectAll', keys: ['A'], scope: 'list' },
  { id: 'filters', keys: ['f'], scope: 'list' },
  { id: 'columns', keys: ['v'], scope: 'list' },
  { id: 'nextLead', keys: ['j'], scope: 'lead' },
  { id: 'previousLead', keys: ['k'], scope: 'lead' },
  { id: 'back', keys: ['u', 'Escape'], scope: 'lead' },
  { id: 'page', keys: ['p'], scope: 'lead' },
  { id: 'claim', keys: ['c'], scope: 'action' },
  { id: 'assign', keys: ['m'], scope: 'action' },
  { id: 'accept', keys: ['a'], scope: 'action' },
  { id: 'reject', keys: ['r'], scope: 'action' },
  { id: 'snooze', keys: ['s'], scope: 'action' },
  { id: 'note', keys: ['n'], scope: 'action' },
  { id: 'status', keys: ['t'], scope: 'action' },
];

export const SEQUENCE_MS = 1200; // how long the second key of a pair may take

const FULL_WIDTH: Record<string, string> = { '？': '?', '／': '/', '、': '/' };

export interface KeyPress {
  key: string;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
  isComposing?: boolean;
}

// The key's name in the map, or '' where it is none of ours: with Ctrl, Alt or Command it is the browser's.
export function keyName(event: KeyPress): string {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return '';
  if (event.key === 'Process' || event.key === 'Dead' || event.key === 'Unidentified') return '';
  const key = FULL_WIDTH[event.key] ?? event.key;
  // Full-width letters of an input method.
  return /^[Ａ-Ｚａ-ｚ]$/.test(key) ? String.fromCharCode(key.charCodeAt(0) - 0xfee0) : key;
}

// Reads keys one by one and says which binding they complete.
export class KeyReader {
  private before = '';
  private at = 0;

  constructor(private readonly map: readonly KeyBinding[] = KEY_MAP) {}

  // `now`: milliseconds, of any clock that doesn't go back.
  read(name: string, scopes: ReadonlySet<Scope>, now: number): string | null {
    if (!name) return null;
    const pair = this.before && now - this.at <= SEQUENCE_MS ? `${this.before} ${name}` : '';
    this.before = '';
    const here = this.map.filter((binding) => scopes.has(binding.scope));
    const found =
      (pair && here.find((binding) => binding.keys.includes(pair))) ||
      here.find((binding) => binding.keys.includes(name));
    if (found) return found.id;
    if (here.some((binding) => binding.keys.some((key) => key.startsWith(`${name} `)))) {
      this.before = name;
      this.at = now;
    }
    return null;
  }
}

// Where typing writes text, keys are letters.
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

// How a key is printed: arrows as arrows, pairs with a space.
export function keyLabel(keys: string): string {
  const names: Record<string, string> = {
    ArrowDown: '↓',
    ArrowUp: '↑',
    Enter: '↵',
    Escape: 'Esc',
    ' ': 'Space',
    G: 'Shift G',
    A: 'Shift A',
  };
  return keys
    .split(' ')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(' ');
}
