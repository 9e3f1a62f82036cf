// Values of organisations as people read them.
import type { OrganisationField, OrganisationValue } from '@/api/types';

type WordFor = (group: string, id: string) => string;

const GROUPS: Record<string, string> = {
  kind: 'organisations.kinds',
  category: 'profile.categories',
  ownership: 'profile.ownerships',
  'level.tier': 'profile.tiers',
};

// An id of a choice in words; what isn't known stays as it is.
export function choiceText(field: string, id: string, wordFor: WordFor): string {
  const group = GROUPS[field];
  return group ? wordFor(group, id) : id;
}

export function valueText(
  field: Pick<OrganisationField, 'field' | 'type'>,
  value: Pick<OrganisationValue, 'value' | 'shown'>,
  wordFor: WordFor,
): string {
  if (value.shown) return value.shown;
  if (field.type === 'choice') return choiceText(field.field, value.value, wordFor);
  if (field.type === 'number' && field.field !== 'founded' && /^\d+$/.test(value.value))
    return Number(value.value).toLocaleString('en-US');
  return value.value;
}
