// Pages say what their keys do; this reads the keys and asks them, the page shown last first.
import { onActivated, onDeactivated, onMounted, onUnmounted, ref } from 'vue';
import { isTyping, KeyReader, keyName, type Scope } from '@/lib/keys';
import { singleKeys } from './appearance';

type Handlers = Partial<Record<string, (event: KeyboardEvent) => void>>;
interface Layer {
  scopes: Scope[];
  handlers: Handlers;
}

const layers: Layer[] = [];
export const helpOpen = ref(false);

// While the calling component is shown. `under`: whatever page is shown, its own answers come first.
export function useKeys(scopes: Scope[], handlers: Handlers, { under = false } = {}): void {
  const layer: Layer = { scopes, handlers };
  const add = () => {
    if (layers.includes(layer)) return;
    if (under) layers.unshift(layer);
    else layers.push(layer);
  };
  const remove = () => {
    const at = layers.indexOf(layer);
    if (at >= 0) layers.splice(at, 1);
  };
  onMounted(add);
  onActivated(add);
  onDeactivated(remove);
  onUnmounted(remove);
}

// What keys do where one is now.
export const answered = (): Set<string> =>
  new Set(layers.flatMap((layer) => Object.keys(layer.handlers).filter((id) => layer.handlers[id])));

// A dialog has the keys for itself.
const dialogOpen = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')].some(
    (each) => each.getClientRects().length > 0,
  );

const reader = new KeyReader();

// Enter and Space press the button or follow the link that has the focus.
const isPress = (event: KeyboardEvent): boolean =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof HTMLElement &&
  event.target.closest('button, a[href], summary, [role="menuitem"], [role="option"], [role="tab"], input') !== null;

const inPopup = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.closest('[role="menu"], [role="listbox"], .el-popper') !== null;

export function watchKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isTyping(event.target) || isPress(event) || inPopup(event) || dialogOpen()) return;
    const name = keyName(event);
    // Arrows, Enter, Home, End and Escape belong to everybody; the single characters can be switched off (WCAG 2.1.4).
    if (!singleKeys.value && name.length === 1) return;
    const scopes = new Set(layers.flatMap((layer) => layer.scopes));
    const id = reader.read(name, scopes, event.timeStamp);
    if (!id) return;
    const handler = [...layers].reverse().find((layer) => layer.handlers[id])?.handlers[id];
    if (!handler) return;
    event.preventDefault();
    handler(event);
  });
}
