// A text cut where the words of a search begin and end. The API counts code points, JavaScript's strings count UTF-16 units.
export interface Piece {
  text: string;
  marked: boolean;
}

export function pieces(text: string, ranges: readonly (readonly number[])[]): Piece[] {
  const points = Array.from(text);
  const out: Piece[] = [];
  let at = 0;
  const add = (end: number, marked: boolean) => {
    if (end > at) out.push({ text: points.slice(at, end).join(''), marked });
    at = Math.max(at, end);
  };
  for (const [begin = 0, end = 0] of ranges) {
    if (begin < at || end <= begin || end > points.length) continue;
    add(begin, false);
    add(end, true);
  }
  add(points.length, false);
  return out;
}
