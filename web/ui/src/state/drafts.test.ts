import { effectScope } from 'vue';
import { expect, it } from 'vitest';
import { draftsOf, forgetDrafts, useDraft } from './drafts';

// A box that is shown until its end.
function box(otherwise = '') {
  const scope = effectScope();
  return { text: scope.run(() => useDraft('n1 buyer.address', otherwise))!, end: () => scope.stop() };
}

it('keeps what was typed for the same person, once, and for nobody else', () => {
  const typed = (keepFor: string) => {
    const before = box('as read');
    before.text.value = 'typed';
    forgetDrafts(keepFor);
    before.end();
  };
  const shown = () => {
    const now = box('as read');
    now.end();
    return now.text.value;
  };
  typed('wang');
  draftsOf('wang');
  expect(shown()).toBe('typed');
  expect(shown()).toBe('as read');
  typed('wang');
  draftsOf('li');
  expect(shown()).toBe('as read');
  draftsOf('wang');
  expect(shown()).toBe('as read');
  typed(''); // gone on purpose
  draftsOf('');
  expect(shown()).toBe('as read');
});

it('keeps nothing of a box that was closed', () => {
  const closed = box();
  closed.text.value = 'given up';
  closed.end();
  forgetDrafts('wang');
  draftsOf('wang');
  expect(box('as read').text.value).toBe('as read');
});
