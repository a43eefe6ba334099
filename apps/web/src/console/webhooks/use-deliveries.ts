'use client';
import { WebhookDeliveryList } from '@fieldfare/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

const PAGE = 25;

/** A page of an endpoint's delivery log, looked at again while deliveries are on their way. */
export function useDeliveries(endpointId: string, status: string, after: string | null) {
  const { rest, scope } = useConsole();
  return useQuery({
    queryKey: [...queryKeys.endpoints(scope), endpointId, 'deliveries', status, after],
    queryFn: ({ signal }) =>
      rest({
        path: `/v1/webhook_endpoints/${endpointId}/deliveries`,
        schema: WebhookDeliveryList,
        query: { limit: PAGE, status, starting_after: after ?? undefined },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}
