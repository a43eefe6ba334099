'use client';
import { Approval, Payment, Refund } from '@fieldfare/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useIdempotencyKey } from '../use-idempotency-key.ts';
import { applyPayment } from './apply-payment.ts';
import type { PaymentAction } from './possible-actions.ts';

const PATHS: Record<PaymentAction, string> = { confirm: 'confirm', cancel: 'cancel', refund: 'refunds' };

const ANSWERS = {
  confirm: z.union([Payment, Approval]),
  cancel: Payment,
  refund: z.union([Refund, Approval]),
} as const satisfies Record<PaymentAction, unknown>;

/** Confirms, cancels or refunds a payment; the answer is on screen at once, and whatever was refused is read anew. */
export function usePaymentAction(id: string, action: PaymentAction) {
  const { rest, live, scope } = useConsole();
  const queryClient = useQueryClient();
  const idempotency = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      idempotency.spend(body, (idempotencyKey) =>
        rest({
          method: 'POST',
          path: `/v1/payments/${id}/${PATHS[action]}`,
          schema: ANSWERS[action],
          body,
          idempotencyKey,
        }),
      ),
    onSuccess: (answer) => {
      // The answer of a refund, or of what waits for approval, does not hold the payment, which is read anew below.
      if (answer.object === 'payment') applyPayment({ queryClient, live, scope }, answer);
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: queryKeys.payment(scope, id) }),
        queryClient.invalidateQueries({ queryKey: queryKeys.events(scope, id) }),
        queryClient.invalidateQueries({ queryKey: queryKeys.approvals(scope) }),
      ]),
  });
}
