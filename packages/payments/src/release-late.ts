import { newId } from '@fieldfare/protocol';
import { beginAttempt } from './begin-attempt.ts';
import { commitOutcome } from './commit-outcome.ts';
import { carryOut } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import type { PaymentMove } from './ports/payment-repository.ts';
import { RECONCILIATION } from './reconciliation-actor.ts';
import type { PaymentRecord } from './records.ts';

export interface LateAuthorization {
  attemptId: string;
  processorReference: string;
  authorizedMinor: number;
}

/**
 * Voids an authorization that came to light after its payment was declined for its absence. The payment stays declined: its session may be
 * paid by another one since, and nobody waits for this money. What was released before is not released again.
 */
export async function releaseLate(
  deps: OperationDeps,
  payment: PaymentRecord,
  late: LateAuthorization,
): Promise<PaymentRecord> {
  const now = deps.clock.now();
  const voidId = newId('attempt', now);
  const begun = await commitOutcome(deps, payment, (current) =>
    isUnreleased(current, late) ? releaseMove(current, late, voidId, now) : null,
  );
  if (begun.pendingOperation?.attemptId !== voidId) return begun;
  return carryOut(deps, begun, { id: voidId, type: 'void', amountMinor: late.authorizedMinor }, now, RECONCILIATION);
}

function isUnreleased(
  { status, pendingOperation, processorReference }: PaymentRecord,
  late: LateAuthorization,
): boolean {
  return status === 'declined' && !pendingOperation && processorReference !== late.processorReference;
}

function releaseMove(
  payment: PaymentRecord,
  { attemptId, processorReference, authorizedMinor }: LateAuthorization,
  voidId: string,
  now: Date,
): PaymentMove {
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: { processorReference, pendingOperation: { type: 'void', state: 'in_flight', attemptId: voidId } },
    finishAttempt: { id: attemptId, type: 'authorize', state: 'succeeded', processorReference },
    beginAttempt: beginAttempt({ id: voidId, type: 'void', amountMinor: authorizedMinor, requestId: null }, now),
    event: { id: newId('event', now), type: 'payment.found_late', amountMinor: authorizedMinor, detail: null },
    actor: RECONCILIATION,
    requestId: null,
    now,
  };
}
