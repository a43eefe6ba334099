'use client';
import { Approval } from '@fieldfare/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useIdempotencyKey } from '../use-idempotency-key.ts';

export type Verb = 'approve' | 'deny';

/** Approves or denies; whatever came of it, the list and the payment are read anew. */
export function useDecide(approval: Approval, verb: Verb) {
  const { rest, scope } = useConsole();
  const queryClient = useQueryClient();
  const idempotency = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: { note?: string }) =>
      idempotency.spend(body, (idempotencyKey) =>
        rest({ method: 'POST', path: `/v1/approvals/${approval.id}/${verb}`, schema: Approval, body, idempotencyKey }),
      ),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: queryKeys.approvals(scope) }),
        queryClient.invalidateQueries({ queryKey: queryKeys.payment(scope, approval.payment) }),
        queryClient.invalidateQueries({ queryKey: queryKeys.events(scope, approval.payment) }),
      ]),
  });
}
