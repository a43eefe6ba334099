'use client';
import { NotificationsRead } from '@fieldfare/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

/** Marks everything as read. Repeating it does no harm. */
export function useReadAll() {
  const { rest, scope } = useConsole();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => rest({ method: 'POST', path: '/v1/notifications/read', schema: NotificationsRead, body: {} }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.notifications(scope) }),
  });
}
