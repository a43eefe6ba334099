'use client';
import { CONSOLE_PUSHES, OwnPaymentList } from '@fieldfare/protocol';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKeys } from '../query-keys.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';
import { mergeOwnPayment } from './merge-own-payment.ts';
import type { OwnPages } from './merge-own-payment.ts';
import { useShopper } from './shopper-context.ts';

const PAGE_SIZE = 25;

/** The shopper's payments, newest first, page by page, kept up to date by what is pushed. */
export function useOwnPayments() {
  const { rest, user } = useShopper();
  const { subscribe } = useFieldfareSocket();
  const queryClient = useQueryClient();
  useEffect(
    () =>
      subscribe(`user:${user.id}`, {
        push: (push) => {
          const parsed = CONSOLE_PUSHES['own_payment:updated'].safeParse(push);
          if (!parsed.success) return;
          queryClient.setQueryData<OwnPages>(
            queryKeys.ownPayments,
            (read) => read && mergeOwnPayment(read, parsed.data.payload),
          );
        },
        // What was read before the socket was up may be out of date.
        subscribed: () => void queryClient.invalidateQueries({ queryKey: queryKeys.ownPayments }),
      }),
    [subscribe, queryClient, user.id],
  );
  return useInfiniteQuery({
    queryKey: queryKeys.ownPayments,
    queryFn: ({ pageParam, signal }) =>
      rest({
        path: '/v1/own/payments',
        schema: OwnPaymentList,
        query: { limit: PAGE_SIZE, starting_after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.has_more ? last.data.at(-1)?.id : undefined),
    refetchInterval: useFallbackInterval(),
  });
}
