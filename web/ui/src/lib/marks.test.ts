import { describe, expect, it } from 'vitest';
import { pieces } from './marks';

const shown = (text: string, ranges: number[][]) =>
  pieces(text, ranges)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('|');

describe('the pieces of a text', () => {
  it('are cut at code points, as the API counts', () => {
    expect(shown('甲电子病历乙', [[1, 5]])).toBe('甲|[电子病历]|乙');
    expect(shown('𠀀医院', [[1, 3]])).toBe('𠀀|[医院]');
    expect(shown('医院', [[0, 2]])).toBe('[医院]');
    expect(shown('', [])).toBe('');
  });
  it('leave out ranges that the text has no place for', () => {
    expect(
      shown('医院', [
        [1, 9],
        [-1, 1],
        [2, 1],
      ]),
    ).toBe('医院');
    expect(
      shown('医院公告', [
        [0, 2],
        [1, 3],
      ]),
    ).toBe('[医院]|公告');
  });
});
