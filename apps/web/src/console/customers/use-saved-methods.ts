'use client';
import { PaymentMethodList } from '@fieldfare/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

const PAGE = 25;

/** A page of what is saved for a customer, behind the method `after`; what was revoked included. */
export function useSavedMethods(customer: string, after: string | null) {
  const { rest, scope } = useConsole();
  return useQuery({
    queryKey: [...queryKeys.paymentMethods(scope, customer), after],
    queryFn: ({ signal }) =>
      rest({
        path: '/v1/payment_methods',
        schema: PaymentMethodList,
        query: { customer, limit: PAGE, starting_after: after ?? undefined },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
