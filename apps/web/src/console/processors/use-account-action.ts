'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useIdempotencyKey } from '../use-idempotency-key.ts';

/** Adds, changes or tries an account. */
export function useAccountAction<T extends z.ZodType>(path: string, schema: T) {
  const { rest, scope } = useConsole();
  const queryClient = useQueryClient();
  const idempotency = useIdempotencyKey();
  return useMutation<z.infer<T>, Error, Record<string, unknown>>({
    mutationFn: (body) =>
      idempotency.spend(body, (idempotencyKey) => rest({ method: 'POST', path, schema, body, idempotencyKey })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.processorAccounts(scope) }),
  });
}
