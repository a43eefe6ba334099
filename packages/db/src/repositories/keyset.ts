import type { Page, PageRequest } from '@fieldfare/payments';

/** The conditions and the order of a keyset page over ids, which sort by age: newest first, or backwards from a known id. */
export function keysetOf({ startingAfter, endingBefore }: PageRequest) {
  return {
    where: {
      id: {
        ...(startingAfter === undefined ? {} : { lt: startingAfter }),
        ...(endingBefore === undefined ? {} : { gt: endingBefore }),
      },
    },
    orderBy: { id: endingBefore === undefined ? ('desc' as const) : ('asc' as const) },
  };
}

/** The page out of `limit + 1` rows that were read in the keyset's order. */
export function pageOf<T>(rows: T[], { limit, endingBefore }: PageRequest): Page<T> {
  const items = rows.slice(0, limit);
  return { items: endingBefore === undefined ? items : items.toReversed(), hasMore: rows.length > limit };
}
