import type { EventFilter } from '@fieldfare/protocol';

/** What can be chosen in the console; single types are chosen over REST. */
export const FAMILIES: readonly { filter: EventFilter; label: string }[] = [
  { filter: 'payment.*', label: 'Payments' },
  { filter: 'refund.*', label: 'Refunds' },
  { filter: 'dispute.*', label: 'Disputes' },
  { filter: 'payment_method.*', label: 'Saved methods' },
];

/** What an endpoint hears, once a family is put in or taken out. `*` is taken apart into its families; single types stay as they are. */
export function toggleFamily(filters: readonly EventFilter[], family: EventFilter): EventFilter[] {
  const spelled = filters.includes('*') ? FAMILIES.map(({ filter }) => filter) : filters;
  return spelled.includes(family) ? spelled.filter((filter) => filter !== family) : [...spelled, family];
}

export function hears(filters: readonly EventFilter[], family: EventFilter): boolean {
  return filters.includes('*') || filters.includes(family);
}
