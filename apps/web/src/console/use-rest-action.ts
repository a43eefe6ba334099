'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import type * as z from 'zod';
import { useConsole } from './shell/console-context.ts';
import { useIdempotencyKey } from './use-idempotency-key.ts';

/** Asks for a change by REST, once however often it is pressed, and has read anew what it may have changed. */
export function useRestAction<T extends z.ZodType>(
  path: string,
  schema: T,
  changes: QueryKey,
  method: 'POST' | 'DELETE' = 'POST',
) {
  const { rest } = useConsole();
  const queryClient = useQueryClient();
  const idempotency = useIdempotencyKey();
  return useMutation<z.infer<T>, Error, Record<string, unknown>>({
    mutationFn: (body) =>
      method === 'DELETE'
        ? rest({ method, path, schema })
        : idempotency.spend(body, (idempotencyKey) => rest({ method, path, schema, body, idempotencyKey })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: changes }),
  });
}
