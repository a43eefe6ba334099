'use client';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

/** While the team is shown: whatever changes in it, by whomever, has its lists read anew. */
export function useTeamRoom(): void {
  const { scope } = useConsole();
  const { subscribe } = useFieldfareSocket();
  const queryClient = useQueryClient();
  useEffect(() => {
    const read = () => void queryClient.invalidateQueries({ queryKey: queryKeys.team(scope) });
    return subscribe(`merchant:${scope.merchantId}:team`, { push: read, subscribed: read });
  }, [subscribe, queryClient, scope]);
}
