import type { Page, PageRequest } from '@fieldfare/payments';

/** The page out of `limit + 1` rows that were read in the keyset's order. */
export function pageOf<T>(rows: T[], { limit, endingBefore }: PageRequest): Page<T> {
  const items = rows.slice(0, limit);
  return { items: endingBefore === undefined ? items : items.toReversed(), hasMore: rows.length > limit };
}
