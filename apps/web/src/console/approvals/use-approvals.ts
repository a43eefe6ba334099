'use client';
import { ApprovalList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';

export interface ApprovalQuery {
  status?: 'pending';
  payment?: string;
}

/** Approvals, newest first. A push of the merchant's room reads them anew. */
export function useApprovals(query: ApprovalQuery = {}) {
  const { rest, scope, can } = useConsole();
  const refetchInterval = useFallbackInterval();
  return useQuery({
    queryKey: [...queryKeys.approvals(scope), query],
    queryFn: ({ signal }) =>
      rest({ path: '/v1/approvals', schema: ApprovalList, query: { limit: 50, ...query }, signal }),
    enabled: can('approvals:read'),
    refetchInterval,
  });
}
