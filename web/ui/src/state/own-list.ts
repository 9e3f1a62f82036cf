// What somebody makes for themselves and can take back: tokens, calendar feeds. After each step the list is read anew.
import { onMounted, shallowRef } from 'vue';
import { sayError } from './toasts';

export function useOwnList<T>(read: () => Promise<readonly T[]>) {
  const items = shallowRef<readonly T[]>([]);
  async function act(step?: () => Promise<unknown>): Promise<void> {
    try {
      await step?.();
      items.value = await read();
    } catch (error) {
      sayError(error);
    }
  }
  onMounted(() => act());
  return { items, act };
}
