import type { PaymentList } from '@fieldfare/protocol';
import { listHref, type ListParams } from './list-params.ts';

export interface PageLinks {
  newer: string | null;
  older: string | null;
}

/** Where Newer and Older lead; null where there is nothing. `has_more` speaks of the direction in which the page was asked for. */
export function pageLinks(params: ListParams, page: PaymentList): PageLinks {
  const { filter, search, customer, after, before } = params;
  const first = page.data[0];
  const last = page.data.at(-1);
  const hasOlder = before === null ? page.has_more : true;
  const hasNewer = before === null ? after !== null : page.has_more;
  return {
    older: hasOlder && last ? listHref({ filter, search, customer, after: last.id }) : null,
    newer: hasNewer ? listHref({ filter, search, customer, before: first?.id ?? null }) : null,
  };
}
