'use client';
import { PaymentList } from '@fieldfare/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { freshest } from '../live/live-store.ts';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';
import { listQuery, matches, type ListParams } from './list-params.ts';

/** One page of payments, kept up to date. The page before stays in sight until the next one is there. */
export function usePaymentList(params: ListParams) {
  const { rest, live, scope } = useConsole();
  const refetchInterval = useFallbackInterval();
  return useQuery({
    queryKey: queryKeys.list(scope, params),
    queryFn: async ({ signal }) => {
      const page = await rest({ path: '/v1/payments', schema: PaymentList, query: listQuery(params), signal });
      // A push may have come while the answer was on its way.
      const data = page.data.map((payment) => freshest(live, payment)).filter((payment) => matches(params, payment));
      return { ...page, data };
    },
    placeholderData: keepPreviousData,
    refetchInterval,
  });
}
