// What a lead is called: by whom it is of, which isn't always known.
import { shallowReactive } from 'vue';
import type { LeadItem, Notice } from '@/api/types';
import { nameOf, words } from '@/i18n';

// By the lead: the buyer as the notice has it, where no organisation is known by that name. Leads don't say it.
const written = shallowReactive(new Map<string, string>());

export function noteBuyer(lead: LeadItem, notice: Notice): void {
  if (lead.organisation.name.trim() || lead.notice_id !== notice.id) return;
  const name = notice.fields.find((each) => each.field === 'buyer.name')?.value;
  if (typeof name === 'string' && name.trim()) written.set(lead.id, name.trim());
  else written.delete(lead.id);
}

export const buyerOf = (lead: LeadItem): string =>
  lead.organisation.name.trim() || written.get(lead.id) || words('lead.buyerUnknown');

// One lead by its names, several by how many they are.
export function about(leads: readonly LeadItem[], many: 'done.many' | 'ask.forMany'): string {
  const first = leads[0];
  return leads.length === 1 && first
    ? `${buyerOf(first)} · ${nameOf(first.product)}`
    : words(many, { count: leads.length });
}

export function forgetBuyers(): void {
  written.clear();
}
