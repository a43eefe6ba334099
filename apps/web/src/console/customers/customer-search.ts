import { idOf } from '@fieldfare/protocol';

const CustomerId = idOf('customer');

/** How something that was typed is looked for: as an id, an e-mail address or the merchant's reference; null is everybody. */
export type CustomerSearch = { by: 'id' | 'email' | 'reference'; text: string } | null;

export function customerSearch(typed: string): CustomerSearch {
  const text = typed.trim();
  if (text === '') return null;
  if (CustomerId.safeParse(text).success) return { by: 'id', text };
  // A reference may hold an @ as well, but an address without one is none.
  return { by: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? 'email' : 'reference', text };
}
