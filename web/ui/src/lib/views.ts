// The views that everybody has. Saved ones come from the API.
export interface BuiltInView {
  id: string;
  filter: string;
  sort: string;
}

export const BUILT_IN: readonly BuiltInView[] = [
  { id: 'hand', filter: 'at_hand:true', sort: '-score' },
  { id: 'mine', filter: 'owner:me at_hand:true', sort: '-score' },
  { id: 'unowned', filter: 'owner:- at_hand:true', sort: '-score' },
  { id: 'week', filter: 'at_hand:true deadline:today..today+7', sort: 'deadline' },
  { id: 'accepted', filter: 'verdict:accepted', sort: '-changed' },
  { id: 'snoozed', filter: 'snoozed:true', sort: '-score' },
  { id: 'all', filter: '', sort: '-score' },
];

export const SORTS = ['-score', 'deadline', '-changed', '-created', '-published', 'organisation', 'region'] as const;
