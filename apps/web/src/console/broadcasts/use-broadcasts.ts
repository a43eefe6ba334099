'use client';
import { SystemBroadcastList, type SystemBroadcast } from '@fieldfare/protocol';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';
import { nextEnd, stillSaid } from './still-said.ts';

/** What everybody is told at the moment, read when somebody says something and dropped when it ends. */
export function useBroadcasts(): SystemBroadcast[] {
  const { rest } = useConsole();
  const { subscribe } = useFieldfareSocket();
  const queryClient = useQueryClient();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const read = () => void queryClient.invalidateQueries({ queryKey: queryKeys.broadcasts });
    return subscribe('broadcast', { push: read, subscribed: read });
  }, [subscribe, queryClient]);
  const { data } = useQuery({
    queryKey: queryKeys.broadcasts,
    queryFn: ({ signal }) => rest({ path: '/v1/console/broadcasts', schema: SystemBroadcastList, signal }),
    refetchInterval: useFallbackInterval(),
  });
  const said = stillSaid(data?.data ?? [], now);
  const end = nextEnd(said);
  useEffect(() => {
    if (end === null) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, end - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [end]);
  return said;
}
