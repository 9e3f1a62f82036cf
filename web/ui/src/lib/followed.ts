// A box of a form whose value others change as well.
export interface Box {
  typed: string;
  base: string; // what it was filled with
  other: string; // what somebody else made of it while it was being typed in; empty: nothing
}

export const boxOf = (text = ''): Box => ({ typed: text, base: text, other: '' });
export const isTouched = (box: Box): boolean => box.typed !== box.base;

// With what the server has now: in the box where nothing was typed, beside it where something was.
export function followed(box: Box, now: string): Box {
  if (!isTouched(box) || box.typed === now) return boxOf(now);
  return { typed: box.typed, base: now, other: now === box.base ? box.other : now };
}
