// The time as the pages show it: countdowns move on while a page stays open.
import { onScopeDispose, ref } from 'vue';

const now = ref(new Date());
let users = 0;
let timer = 0;

const tick = () => {
  now.value = new Date();
};

export function useNow() {
  users += 1;
  if (users === 1) {
    tick();
    timer = window.setInterval(tick, 60_000);
  }
  onScopeDispose(() => {
    users -= 1;
    if (users === 0) window.clearInterval(timer);
  });
  return now;
}
