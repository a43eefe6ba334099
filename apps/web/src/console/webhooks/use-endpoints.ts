'use client';
import { WebhookEndpoint, WebhookEndpointList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

/** The merchant's webhook endpoints of the mode at hand. */
export function useEndpoints() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.endpoints(scope),
    queryFn: ({ signal }) =>
      rest({ path: '/v1/webhook_endpoints', schema: WebhookEndpointList, query: { limit: 100 }, signal }),
    enabled: can('webhooks:read'),
    refetchInterval: 30_000,
  });
}

export function useEndpoint(id: string) {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: [...queryKeys.endpoints(scope), id],
    queryFn: ({ signal }) => rest({ path: `/v1/webhook_endpoints/${id}`, schema: WebhookEndpoint, signal }),
    enabled: can('webhooks:read'),
    refetchInterval: 10_000,
  });
}
