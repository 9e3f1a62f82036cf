import { describe, expect, it } from 'vitest';
import { boundOf, filterText, parseFilter, valuesOf, withBound, withValues, withWords, wordsOf } from './filter';

describe('the filter language', () => {
  it.each([
    'kind:open_tender,early_signal score>=70',
    'region:51 -state:expired',
    'deadline:2026-11-01..2026-11-30',
    '影像 "互联互通 平台"',
    '-运维 owner:"li, wang"',
    '"a \\" b \\\\ c"',
    '"kind:not_a_field"',
    '集成,平台',
  ])('reads %j and writes it again', (text) => {
    const terms = parseFilter(text);
    expect(parseFilter(filterText(terms))).toEqual(terms);
  });

  it.each([['"'], ['-'], ['kind:'], ['score>='], [',,,'], ['  '], ['a:"b'], ['--x'], ['"\\']])(
    'is not upset by %j',
    (text) => {
      const once = filterText(parseFilter(text));
      expect(filterText(parseFilter(once))).toBe(once);
    },
  );

  it('changes one field and leaves the rest', () => {
    const terms = parseFilter('kind:open_tender score>=70 影像');
    expect(valuesOf(terms, 'kind')).toEqual(['open_tender']);
    expect(filterText(withValues(terms, 'kind', ['renewal', 'partner']))).toBe('score>=70 影像 kind:renewal,partner');
    expect(filterText(withValues(terms, 'kind', []))).toBe('score>=70 影像');
    expect(boundOf(terms, 'score', '>=')).toBe('70');
    expect(filterText(withBound(terms, 'score', '>=', null))).toBe('kind:open_tender 影像');
  });

  it('keeps a negated field apart from the positive one', () => {
    const terms = parseFilter('-state:expired state:new');
    expect(valuesOf(terms, 'state')).toEqual(['new']);
    expect(filterText(withValues(terms, 'state', []))).toBe('-state:expired');
  });

  it('takes whole terms from the search box', () => {
    const terms = withWords(parseFilter('kind:renewal 旧词'), '儿保 score>=80');
    expect(filterText(terms)).toBe('kind:renewal 儿保 score>=80');
    expect(wordsOf(terms)).toBe('儿保');
  });
});
