// Which rows of a long list are drawn: those in view and a few beyond.
export interface Window {
  first: number; // index of the first row drawn
  last: number; // behind the last
  before: number; // pixels above
  height: number; // of the whole list
}

export function windowOf(scrollTop: number, viewport: number, rowHeight: number, count: number, beyond = 8): Window {
  const visible = Math.ceil(viewport / rowHeight);
  const top = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight)), Math.max(0, count - visible));
  const first = Math.max(0, top - beyond);
  const last = Math.min(count, top + visible + 1 + beyond);
  return { first, last, before: first * rowHeight, height: count * rowHeight };
}

// Where to scroll so that a row is wholly in view; the present place where it is already.
export function scrollTo(index: number, scrollTop: number, viewport: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewport) return top + rowHeight - viewport;
  return scrollTop;
}
