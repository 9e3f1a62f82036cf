import { describe, expect, it } from 'vitest';
import { boxOf, followed, isTouched } from './followed';

describe('a box whose value others change as well', () => {
  it('follows them where nothing was typed', () => {
    const box = followed(boxOf('a'), 'b');
    expect(box).toEqual({ typed: 'b', base: 'b', other: '' });
    expect(isTouched(box)).toBe(false);
  });

  it('keeps what was typed, and shows theirs beside it', () => {
    const box = followed({ ...boxOf('a'), typed: 'mine' }, 'b');
    expect(box).toEqual({ typed: 'mine', base: 'b', other: 'b' });
    // Read again, nothing new: it is still shown.
    expect(followed(box, 'b')).toEqual(box);
  });

  it('is settled where both wrote the same', () => {
    expect(followed({ ...boxOf('a'), typed: 'b' }, 'b')).toEqual(boxOf('b'));
  });
});
