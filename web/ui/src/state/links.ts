// Keys that go through the links of a list: the focus moves, and Enter follows the link.
import type { Ref } from 'vue';

export function useLinks(list: Ref<HTMLElement | undefined>, selector: string) {
  const links = () => [...(list.value?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const to = (index: number) => {
    const all = links();
    all[Math.min(all.length - 1, Math.max(0, index))]?.focus();
  };
  const at = () => links().indexOf(document.activeElement as HTMLElement);
  return {
    next: () => to(at() + 1),
    previous: () => to(at() < 0 ? links().length - 1 : at() - 1),
    first: () => to(0),
    last: () => to(links().length - 1),
    open: () => (at() < 0 ? to(0) : links()[at()]?.click()),
  };
}
