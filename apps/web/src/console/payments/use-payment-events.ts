'use client';
import { PaymentEventList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';

/** All that happened to a payment, oldest first. */
export function usePaymentEvents(id: string) {
  const { rest, scope } = useConsole();
  const refetchInterval = useFallbackInterval();
  return useQuery({
    queryKey: queryKeys.events(scope, id),
    queryFn: async ({ signal }) => {
      const { data } = await rest({ path: `/v1/payments/${id}/events`, schema: PaymentEventList, signal });
      return data.toSorted((a, b) => a.version - b.version || (a.id < b.id ? -1 : 1));
    },
    refetchInterval,
  });
}
