import { operate } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import type { Actor, PaymentRecord } from './records.ts';

export interface CancelInput {
  reason?: string | null;
  expectedVersion?: number | undefined;
  requestId: string | null;
  actor: Actor;
}

/** Cancels an authorized payment, which voids the authorization at the processor. */
export function cancelPayment(deps: OperationDeps, payment: PaymentRecord, input: CancelInput): Promise<PaymentRecord> {
  return operate(deps, payment, {
    operation: 'void',
    amountOf: (current) => current.authorizedMinor,
    from: ['authorized'],
    requestId: input.requestId,
    expectedVersion: input.expectedVersion,
    reason: input.reason ?? null,
    actor: input.actor,
  });
}
