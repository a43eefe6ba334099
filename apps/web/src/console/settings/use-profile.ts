'use client';
import { Profile } from '@fieldfare/protocol';
import type { UpdateProfile } from '@fieldfare/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

/** The merchant's payment profile. */
export function useProfile() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.profile(scope),
    queryFn: ({ signal }) => rest({ path: '/v1/profile', schema: Profile, signal }),
    enabled: can('profile:read'),
  });
}

/** Changes what is sent and leaves the rest. */
export function useUpdateProfile() {
  const { rest, scope } = useConsole();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateProfile) => rest({ method: 'PATCH', path: '/v1/profile', schema: Profile, body }),
    onSuccess: (profile) => queryClient.setQueryData(queryKeys.profile(scope), profile),
  });
}
