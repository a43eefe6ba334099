import { newId } from '@fieldfare/protocol';
import { pendingActionOf } from './pending-action.ts';
import type { PaymentMove } from './ports/payment-repository.ts';
import type { AcceptedDebit, ActionRequired, AuthorizeOutcome } from './ports/processor.ts';
import type { Actor, PaymentRecord } from './records.ts';
import { ATTEMPT_GRACE_MS, firstCheckAfter } from './reconcile-schedule.ts';
import { assertLegalMove } from './state-machine.ts';

const NOBODY_ASKED = { processorReference: null, networkTransactionId: null };

/** True while nobody has recorded what became of the authorization. */
export function isAwaitingOutcome(payment: PaymentRecord): boolean {
  return payment.status === 'processing' || payment.status === 'unknown' || payment.status === 'requires_action';
}

/**
 * The move that an authorization's outcome makes. The session opens again only after a certain decline. Where `captureId` is given the
 * authorization is captured automatically: that attempt begins in the same commit, so that no crash can leave it forgotten.
 */
export function outcomeMove(
  payment: PaymentRecord,
  attemptId: string,
  outcome: AuthorizeOutcome | AcceptedDebit,
  actor: Actor,
  now: Date,
  captureId: string | null,
): PaymentMove {
  const base = { paymentId: payment.id, expectedVersion: payment.version, actor, requestId: null, now };
  const event = (type: string, detail: string | null) => ({
    id: newId('event', now),
    type,
    amountMinor: payment.totalMinor,
    detail,
  });
  switch (outcome.type) {
    case 'accepted':
    case 'authorized': {
      assertLegalMove(payment.status, 'authorized');
      const named = outcome.type === 'authorized' ? outcome : NOBODY_ASKED;
      return {
        ...base,
        patch: {
          status: 'authorized',
          ...endOfAction(payment),
          authorizedMinor: outcome.authorizedMinor,
          ...(named.processorReference === null ? {} : { processorReference: named.processorReference }),
          authorizationExpiresAt: outcome.expiresAt,
          ...(named.networkTransactionId === null ? {} : { networkTransactionId: named.networkTransactionId }),
          ...(captureId === null
            ? {}
            : { pendingOperation: { type: 'capture', state: 'in_flight', attemptId: captureId } }),
        },
        ...(captureId === null ? {} : { beginAttempt: captureOf(captureId, outcome.authorizedMinor, now) }),
        finishAttempt: {
          id: attemptId,
          type: 'authorize',
          state: 'succeeded',
          processorReference: named.processorReference,
        },
        sessionStatus: 'completed',
        event: event('payment.authorized', null),
      };
    }
    case 'declined':
      assertLegalMove(payment.status, 'declined');
      return {
        ...base,
        patch: {
          status: 'declined',
          ...endOfAction(payment),
          declineCode: outcome.declineCode,
          ...(outcome.processorReference === null ? {} : { processorReference: outcome.processorReference }),
        },
        finishAttempt: {
          id: attemptId,
          type: 'authorize',
          state: 'declined',
          reason: outcome.declineCode,
          processorReference: outcome.processorReference,
        },
        sessionStatus: 'open',
        event: event('payment.declined', outcome.declineCode),
      };
    case 'action_required':
      return actionMove(payment, attemptId, outcome, actor, now);
    case 'unknown':
      assertLegalMove(payment.status, 'unknown');
      return {
        ...base,
        patch: { status: 'unknown', ...endOfAction(payment) },
        finishAttempt: {
          id: attemptId,
          type: 'authorize',
          state: 'unknown',
          reason: outcome.reason,
          checkAfter: firstCheckAfter(now),
        },
        event: event('payment.unknown', outcome.reason),
      };
  }
}

/** The attempt stays under way; where nobody answers, reconciliation comes to it when the action has run out. */
function actionMove(
  payment: PaymentRecord,
  attemptId: string,
  { action: required, processorReference }: ActionRequired,
  actor: Actor,
  now: Date,
): PaymentMove {
  assertLegalMove(payment.status, 'requires_action');
  const action = pendingActionOf(payment, attemptId, required);
  const isAgain = payment.status === 'requires_action';
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: { status: 'requires_action', action, ...(processorReference === null ? {} : { processorReference }) },
    finishAttempt: {
      id: attemptId,
      type: 'authorize',
      state: 'in_flight',
      processorReference,
      checkAfter: action.expiresAt,
    },
    event: {
      id: newId('event', now),
      type: isAgain ? 'payment.action_failed' : 'payment.action_required',
      amountMinor: payment.totalMinor,
      detail: null,
    },
    actor,
    requestId: null,
    now,
  };
}

function endOfAction(payment: PaymentRecord): { action?: null } {
  return payment.action ? { action: null } : {};
}

function captureOf(id: string, amountMinor: number, now: Date): NonNullable<PaymentMove['beginAttempt']> {
  return { id, type: 'capture', amountMinor, checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS), requestId: null };
}
