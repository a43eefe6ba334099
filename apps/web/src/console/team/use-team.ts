'use client';
import { NewTeamInvitation, TeamInvitation, TeamInvitationList, TeamMember, TeamMemberList } from '@fieldfare/protocol';
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
    // What was read before its reader had to do something else, such as set up a second factor, is not shown for true.
    staleTime: 0,
    refetchInterval: useFallbackInterval(),
  });
}

/** Who is invited and has not joined yet. */
export function useTeamInvitations() {
  const { rest, scope } = useConsole();
  return useQuery({
    queryKey: queryKeys.teamInvitations(scope),
    queryFn: ({ signal }) => rest({ path: '/v1/team/invitations', schema: TeamInvitationList, signal }),
    refetchInterval: useFallbackInterval(),
  });
}

export function useTeamInvite() {
  const { scope } = useConsole();
  return useRestAction('/v1/team', NewTeamInvitation, queryKeys.teamInvitations(scope));
}

export function useWithdrawInvitation(id: string) {
  const { scope } = useConsole();
  return useRestAction(`/v1/team/invitations/${id}/revoke`, TeamInvitation, queryKeys.teamInvitations(scope));
}

/** Changes or removes somebody, and reads the team anew. */
export function useTeamAction(path: string) {
  const { scope } = useConsole();
  return useRestAction(path, TeamMember, queryKeys.team(scope));
}
