// A page's own search box: `/` goes there, and so does an address that ends in #search.
import { nextTick, onMounted, type Ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

export const SEARCH_HASH = '#search';

// How to get to the box, for the page's keys.
export function useSearchBox(box: Ref<{ focus: () => void } | undefined>): () => void {
  const route = useRoute();
  const router = useRouter();
  const { name } = route;
  const focus = () => box.value?.focus();
  const follow = () => {
    if (route.name !== name || route.hash !== SEARCH_HASH) return;
    void router.replace({ query: route.query, hash: '' }).then(() => nextTick(focus));
  };
  onMounted(follow);
  watch(() => route.hash, follow);
  return focus;
}
