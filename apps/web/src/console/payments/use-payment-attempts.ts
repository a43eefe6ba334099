'use client';
import { PaymentAttemptList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';

/** A payment's attempts, oldest first. They are read anew whenever its events are. */
export function usePaymentAttempts(id: string) {
  const { rest, scope } = useConsole();
  const refetchInterval = useFallbackInterval();
  return useQuery({
    queryKey: queryKeys.attempts(scope, id),
    queryFn: async ({ signal }) => {
      const { data } = await rest({ path: `/v1/payments/${id}/attempts`, schema: PaymentAttemptList, signal });
      return data;
    },
    refetchInterval,
  });
}
