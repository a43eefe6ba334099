import { newId } from '@fieldfare/protocol';
import type { PaymentMove } from './ports/payment-repository.ts';
import type { OperationOutcome } from './ports/processor.ts';
import type { Actor, PaymentRecord } from './records.ts';
import { firstCheckAfter } from './reconcile-schedule.ts';
import { assertLegalMove } from './state-machine.ts';

export type Operation = 'capture' | 'void' | 'refund';

export interface OperationAttempt {
  id: string;
  type: Operation;
  amountMinor: number;
}

const EVENTS: Record<Operation, Record<OperationOutcome['type'], string>> = {
  capture: { succeeded: 'payment.captured', refused: 'payment.capture_failed', unknown: 'payment.capture_unknown' },
  void: { succeeded: 'payment.canceled', refused: 'payment.cancel_failed', unknown: 'payment.cancel_unknown' },
  refund: { succeeded: 'refund.succeeded', refused: 'refund.failed', unknown: 'refund.unknown' },
};

/** The same for a void of what came late, upon a payment that stays declined: no merchant waits for news of that. */
const RELEASE_EVENTS: Record<OperationOutcome['type'], string> = {
  succeeded: 'payment.released',
  refused: 'payment.release_failed',
  unknown: 'payment.release_unknown',
};

const REFUND_STATUS: Record<OperationOutcome['type'], string> = {
  succeeded: 'succeeded',
  refused: 'failed',
  unknown: 'unknown',
};

/** The move that an operation's outcome makes. An unknown outcome keeps the operation pending, so that nothing else can start. */
export function operationOutcomeMove(
  payment: PaymentRecord,
  attempt: OperationAttempt,
  outcome: OperationOutcome,
  actor: Actor,
  now: Date,
): PaymentMove {
  const isUnknown = outcome.type === 'unknown';
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: {
      ...(outcome.type === 'succeeded' ? successPatch(payment, attempt) : {}),
      pendingOperation: isUnknown ? { type: attempt.type, state: 'unknown', attemptId: attempt.id } : null,
    },
    finishAttempt: {
      id: attempt.id,
      type: attempt.type,
      state: outcome.type,
      reason: outcome.type === 'succeeded' ? null : outcome.reason,
      processorReference: outcome.type === 'succeeded' ? outcome.processorReference : null,
      checkAfter: isUnknown ? firstCheckAfter(now) : null,
      ...(attempt.type === 'refund' ? { refundStatus: REFUND_STATUS[outcome.type] } : {}),
    },
    event: {
      id: newId('event', now),
      type: (payment.status === 'declined' ? RELEASE_EVENTS : EVENTS[attempt.type])[outcome.type],
      amountMinor: attempt.amountMinor,
      detail: outcome.type === 'succeeded' ? null : outcome.reason,
    },
    actor,
    requestId: null,
    now,
  };
}

function successPatch(payment: PaymentRecord, attempt: OperationAttempt): PaymentMove['patch'] {
  switch (attempt.type) {
    case 'capture':
      assertLegalMove(payment.status, 'captured');
      return { status: 'captured', capturedMinor: attempt.amountMinor };
    case 'void':
      if (payment.status === 'declined') return {};
      assertLegalMove(payment.status, 'canceled');
      return { status: 'canceled' };
    case 'refund': {
      const refundedMinor = payment.refundedMinor + attempt.amountMinor;
      const status = refundedMinor === payment.capturedMinor ? 'refunded' : 'partially_refunded';
      assertLegalMove(payment.status, status);
      return { status, refundedMinor };
    }
  }
}
