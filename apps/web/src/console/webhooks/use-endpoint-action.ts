'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useIdempotencyKey } from '../use-idempotency-key.ts';

/** Changes an endpoint, or sends something to it, and looks at all of them again. What is answered is kept nowhere but with the caller. */
export function useEndpointAction<T extends z.ZodType>(path: string, schema: T, method: 'POST' | 'DELETE' = 'POST') {
  const { rest, scope } = useConsole();
  const queryClient = useQueryClient();
  const idempotency = useIdempotencyKey();
  return useMutation<z.infer<T>, Error, Record<string, unknown>>({
    mutationFn: (body) =>
      method === 'DELETE'
        ? rest({ method, path, schema })
        : idempotency.spend(body, (idempotencyKey) => rest({ method, path, schema, body, idempotencyKey })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.endpoints(scope) }),
  });
}
