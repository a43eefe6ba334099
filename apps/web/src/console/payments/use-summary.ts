'use client';
import { PaymentSummary } from '@fieldfare/protocol';
import type { Currency } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';

export const SUMMARY_DAYS = 90;

/** Volume, approval and counts of the last 90 days; null asks for the currency that the merchant sells most in. */
export function useSummary(currency: Currency | null = null) {
  const { rest, scope } = useConsole();
  const refetchInterval = useFallbackInterval();
  return useQuery({
    queryKey: queryKeys.summary(scope, currency),
    queryFn: ({ signal }) =>
      rest({
        path: '/v1/payments/summary',
        schema: PaymentSummary,
        query: { days: SUMMARY_DAYS, ...(currency === null ? {} : { currency }) },
        signal,
      }),
    refetchInterval,
  });
}
