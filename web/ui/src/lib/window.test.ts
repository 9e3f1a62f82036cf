import { describe, expect, it } from 'vitest';
import { scrollTo, windowOf } from './window';

describe('the window over a long list', () => {
  it('draws some dozens of a hundred thousand rows', () => {
    const window = windowOf(2_000_000, 800, 56, 100_000);
    expect(window.last - window.first).toBeLessThan(40);
    expect(window.first * 56).toBeLessThanOrEqual(2_000_000);
    expect(window.last * 56).toBeGreaterThanOrEqual(2_000_800);
    expect(window.height).toBe(5_600_000);
  });

  it.each([
    [0, 0, 10],
    [-30, 0, 10],
    [99_999, 0, 10],
    [0, 0, 0],
  ])('stays inside the list when scrolled to %d', (scrollTop, first, count) => {
    const window = windowOf(scrollTop, 800, 56, count);
    expect(window.first).toBe(first);
    expect(window.last).toBe(count);
  });

  it('scrolls only as far as a row needs', () => {
    expect(scrollTo(3, 0, 800, 56)).toBe(0);
    expect(scrollTo(20, 0, 800, 56)).toBe(21 * 56 - 800);
    expect(scrollTo(2, 500, 800, 56)).toBe(112);
  });
});
