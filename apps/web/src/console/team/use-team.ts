'use client';
import { TeamMember, TeamMemberList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useFallbackInterval } from '../use-fallback-interval.ts';
import { useRestAction } from '../use-rest-action.ts';

/** Who works for the merchant. */
export function useTeam() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.team(scope),
    queryFn: ({ signal }) => rest({ path: '/v1/team', schema: TeamMemberList, signal }),
    enabled: can('team:read'),
    refetchInterval: useFallbackInterval(),
  });
}

/** Adds, changes or removes somebody, and reads the team anew. */
export function useTeamAction(path: string) {
  const { scope } = useConsole();
  return useRestAction(path, TeamMember, queryKeys.team(scope));
}
