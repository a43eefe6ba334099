'use client';
import { NotificationList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';

const SHOWN = 10;

/** The newest notifications, and how many are unread. Pushes invalidate them. */
export function useNotifications() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.notifications(scope),
    queryFn: ({ signal }) =>
      rest({ path: '/v1/notifications', schema: NotificationList, query: { limit: SHOWN }, signal }),
    enabled: can('notifications:read'),
    refetchInterval: useFallbackInterval(),
  });
}
