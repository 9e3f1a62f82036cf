// The columns of the list of leads: which there are, how wide, and which give way first where there is little room.
import type { LeadItem } from '@/api/types';

export interface Column {
  id: string;
  width: number; // pixels, at least
  rank: number; // the lowest stays the longest
  grow?: number; // its part of the room that is left, where the organisation and the title have 1
}

export const COLUMNS: readonly Column[] = [
  { id: 'kind', width: 92, rank: 2 },
  { id: 'product', width: 168, rank: 3, grow: 0.4 },
  { id: 'region', width: 146, rank: 6, grow: 0.25 },
  { id: 'price', width: 128, rank: 5 },
  { id: 'deadline', width: 112, rank: 1 },
  { id: 'owner', width: 96, rank: 4 },
  { id: 'status', width: 88, rank: 7 },
  { id: 'news', width: 220, rank: 10, grow: 0.6 },
  { id: 'published', width: 92, rank: 8 },
  { id: 'changed', width: 92, rank: 9 },
];

export const DEFAULT_COLUMNS: readonly string[] = ['kind', 'product', 'region', 'price', 'deadline', 'owner'];

const FIXED = 36 + 76 + 24; // the box, the score, the padding
const LEAST_MAIN = 280; // what the organisation and the title need

// Whether there is anything to show of a lead in a column.
export function holds(lead: LeadItem, column: string): boolean {
  switch (column) {
    case 'region':
      return Boolean(lead.region.name);
    case 'price':
      return lead.price?.low_wan !== undefined;
    case 'deadline':
    case 'owner':
    case 'status':
    case 'published':
    case 'changed':
    case 'news':
      return Boolean(lead[column]);
    default:
      return true;
  }
}

const FEW = 0.25; // of the leads

// Columns that hold nothing of any of these leads, and those that hold something of few.
export function emptiness(
  leads: readonly LeadItem[],
  columns: readonly string[],
): { empty: string[]; sparse: string[] } {
  const share = (id: string) => leads.filter((lead) => holds(lead, id)).length / leads.length;
  const shares = leads.length ? columns.map((id) => [id, share(id)] as const) : [];
  return {
    empty: shares.filter(([, part]) => part === 0).map(([id]) => id),
    sparse: shares.filter(([, part]) => part > 0 && part < FEW).map(([id]) => id),
  };
}

// Those that were chosen, in the order of COLUMNS, as far as there is room; sparse ones give way first.
export function fitting(chosen: readonly string[], width: number, sparse: readonly string[] = []): Column[] {
  const wanted = COLUMNS.filter((column) => chosen.includes(column.id));
  const weight = (column: Column) => column.rank + (sparse.includes(column.id) ? COLUMNS.length : 0);
  let room = width - FIXED - LEAST_MAIN;
  const kept = new Set<string>();
  for (const column of [...wanted].sort((a, b) => weight(a) - weight(b))) {
    if (column.width > room) break;
    room -= column.width;
    kept.add(column.id);
  }
  return wanted.filter((column) => kept.has(column.id));
}
