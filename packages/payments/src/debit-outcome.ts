import { newId } from '@fieldfare/protocol';
import { operationOutcomeMove } from './operation-outcome.ts';
import type { OperationAttempt } from './operation-outcome.ts';
import type { PaymentMove } from './ports/payment-repository.ts';
import type { DebitOutcome, OperationOutcome } from './ports/processor.ts';
import type { Actor, AttemptRecord, PaymentRecord } from './records.ts';
import { firstCheckAfter } from './reconcile-schedule.ts';
import { assertLegalMove } from './state-machine.ts';

/** The move that an operation's outcome makes, where a debit may have begun its way through the network. */
export function askedOutcomeMove(
  payment: PaymentRecord,
  attempt: OperationAttempt,
  outcome: OperationOutcome | DebitOutcome,
  actor: Actor,
  now: Date,
): PaymentMove {
  if (outcome.type !== 'pending') return operationOutcomeMove(payment, attempt, outcome, actor, now);
  assertLegalMove(payment.status, 'pending');
  const { processorReference } = outcome;
  return {
    ...moveOf(payment, actor, now),
    patch: { status: 'pending', pendingOperation: null, processorReference },
    // Under way until it settles or is returned: reconciliation looks it up like any other attempt.
    finishAttempt: {
      id: attempt.id,
      type: 'capture',
      state: 'in_flight',
      processorReference,
      checkAfter: firstCheckAfter(now),
    },
    event: { id: newId('event', now), type: 'payment.pending', amountMinor: attempt.amountMinor, detail: null },
  };
}

/** The debit went through. It is looked at now and then afterwards: a bank may return it for weeks. */
export function debitSettledMove(
  payment: PaymentRecord,
  { id, amountMinor }: AttemptRecord,
  { actor, nextCheck, now }: { actor: Actor; nextCheck: Date; now: Date },
): PaymentMove {
  assertLegalMove(payment.status, 'captured');
  return {
    ...moveOf(payment, actor, now),
    patch: { status: 'captured', capturedMinor: amountMinor },
    finishAttempt: { id, type: 'capture', state: 'succeeded', checkAfter: nextCheck },
    event: { id: newId('event', now), type: 'payment.captured', amountMinor, detail: null },
  };
}

/** The bank returned the debit, before it settled or after. What was captured stays written: it says what went back. */
export function debitReturnedMove(
  payment: PaymentRecord,
  { id, amountMinor, state }: AttemptRecord,
  { actor, code, now }: { actor: Actor; code: string; now: Date },
): PaymentMove {
  assertLegalMove(payment.status, 'failed');
  return {
    ...moveOf(payment, actor, now),
    patch: { status: 'failed', returnCode: code },
    finishAttempt: { id, type: 'capture', state: state === 'succeeded' ? 'succeeded' : 'refused', reason: code },
    event: { id: newId('event', now), type: 'payment.failed', amountMinor, detail: code },
  };
}

function moveOf(payment: PaymentRecord, actor: Actor, now: Date) {
  return { paymentId: payment.id, expectedVersion: payment.version, actor, requestId: null, now };
}
