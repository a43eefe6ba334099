'use client';
import { ApiKeyList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

/** The merchant's keys of the mode at hand, without their secrets. */
export function useApiKeys() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.apiKeys(scope),
    queryFn: ({ signal }) => rest({ path: '/v1/api_keys', schema: ApiKeyList, query: { limit: 100 }, signal }),
    enabled: can('api_keys:read'),
    // "Last used" moves without a push.
    refetchInterval: 30_000,
  });
}
