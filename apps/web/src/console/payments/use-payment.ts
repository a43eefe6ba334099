'use client';
import { Payment, type PaymentList } from '@fieldfare/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { freshest } from '../live/live-store.ts';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';

/** One payment, kept up to date. What a list already knows of it is shown at once. */
export function usePayment(id: string) {
  const { rest, live, scope } = useConsole();
  const queryClient = useQueryClient();
  const refetchInterval = useFallbackInterval();
  return useQuery({
    queryKey: queryKeys.payment(scope, id),
    queryFn: async ({ signal }) => freshest(live, await rest({ path: `/v1/payments/${id}`, schema: Payment, signal })),
    placeholderData: () => {
      const known = queryClient
        .getQueriesData<PaymentList>({ queryKey: queryKeys.lists(scope) })
        .flatMap(([, page]) => page?.data ?? [])
        .find((payment) => payment.id === id);
      return known && freshest(live, known);
    },
    refetchInterval,
  });
}
