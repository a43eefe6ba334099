import type { Payment, PaymentList } from '@fieldfare/protocol';
import type { QueryClient } from '@tanstack/react-query';
import type { Scope } from '../api/rest-client.ts';
import type { LiveStore } from '../live/live-store.ts';
import { queryKeys } from '../query-keys.ts';
import type { ListParams } from './list-params.ts';
import { mergePayment } from './merge-payment.ts';
import { invalidateSoon } from './invalidate-soon.ts';

export interface PaymentCaches {
  queryClient: QueryClient;
  live: LiveStore;
  scope: Scope;
}

const TOUCH_MS = 1_500;

/** Brings everything on screen up to a payment's new version, whether it was pushed or answered. A version that has passed changes nothing. */
export function applyPayment({ queryClient, live, scope }: PaymentCaches, payment: Payment): void {
  if (payment.mode !== scope.mode || !live.getState().accept(payment)) return;
  queryClient.setQueryData<Payment>(queryKeys.payment(scope, payment.id), payment);
  const isNew = mergeIntoLists(queryClient, scope, payment);
  live.getState().touch(payment.id, isNew ? 'new' : 'changed');
  setTimeout(() => live.getState().untouch(payment.id), TOUCH_MS);
  invalidateSoon(queryClient, queryKeys.events(scope, payment.id));
  invalidateSoon(queryClient, queryKeys.summaries(scope));
}

/** Answers whether some list gained a row. */
function mergeIntoLists(queryClient: QueryClient, scope: Scope, payment: Payment): boolean {
  let isNew = false;
  for (const { queryKey, state } of queryClient.getQueryCache().findAll({ queryKey: queryKeys.lists(scope) })) {
    const page = state.data as PaymentList | undefined;
    if (page === undefined) continue;
    const merged = mergePayment(page, queryKey.at(-1) as ListParams, payment);
    if (merged === page) continue;
    isNew ||= !page.data.some((row) => row.id === payment.id);
    queryClient.setQueryData(queryKey, merged);
    // A row that left makes room for one that only the server knows.
    if (merged.data.length < page.data.length && page.has_more) invalidateSoon(queryClient, queryKey);
  }
  return isNew;
}
