'use client';
import { SecondFactor } from '@fieldfare/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { RestClient } from '../api/rest-client.ts';
import { queryKeys } from '../query-keys.ts';

const PATH = '/v1/console/second_factor';

/** Whether signing in asks for a code. */
export function useSecondFactor(rest: RestClient) {
  return useQuery({
    queryKey: queryKeys.secondFactor,
    queryFn: ({ signal }) => rest({ path: PATH, schema: SecondFactor, signal }),
  });
}

/** Changes it, and has its state read anew. What is typed and what is answered is kept nowhere. */
export function useSecondFactorAction<T extends z.ZodType>(
  rest: RestClient,
  verb: 'set_up' | 'confirm' | 'recovery_codes' | 'turn_off',
  schema: T,
) {
  const queryClient = useQueryClient();
  return useMutation<z.infer<T>, Error, { current_password?: string; code?: string }>({
    mutationFn: (body) => rest({ method: 'POST', path: `${PATH}/${verb}`, schema, body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.secondFactor }),
  });
}
