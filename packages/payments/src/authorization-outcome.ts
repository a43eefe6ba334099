import { newId } from '@fieldfare/protocol';
import { beginAttempt } from './begin-attempt.ts';
import { pendingActionOf } from './pending-action.ts';
import type { PaymentMove } from './ports/payment-repository.ts';
import type { AcceptedDebit, ActionRequired, AuthorizeOutcome } from './ports/processor.ts';
import type { Operation } from './operation-outcome.ts';
import type { Actor, PaymentRecord } from './records.ts';
import { firstCheckAfter, firstLateCheck } from './reconcile-schedule.ts';
import { assertLegalMove } from './state-machine.ts';

const NOBODY_ASKED = { processorReference: null, networkTransactionId: null };

/** True while nobody has recorded what became of the authorization. */
export function isAwaitingOutcome(payment: PaymentRecord): boolean {
  return payment.status === 'processing' || payment.status === 'unknown' || payment.status === 'requires_action';
}

/** Nothing was charged: the processor does not know of the authorization, and would by now. */
export interface BelievedAbsent {
  type: 'absent';
}

export type AuthorizationOutcome = AuthorizeOutcome | AcceptedDebit | BelievedAbsent;

/** What is to be done with the money as soon as it is held: captured automatically, or let go because a cancel was asked for meanwhile. */
export interface NextOperation {
  id: string;
  type: Exclude<Operation, 'refund'>;
  actor: Actor;
  requestId: string | null;
}

/**
 * The move that an authorization's outcome makes. The session opens again only after a certain decline. What is to be done `next` with an
 * authorization begins in the same commit, so that no crash can leave it forgotten.
 */
export function outcomeMove(
  payment: PaymentRecord,
  attemptId: string,
  outcome: AuthorizationOutcome,
  actor: Actor,
  now: Date,
  next: NextOperation | null,
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
          ...(next === null ? {} : { pendingOperation: { type: next.type, state: 'in_flight', attemptId: next.id } }),
        },
        ...(next === null ? {} : { beginAttempt: beginNext(next, outcome.authorizedMinor, now) }),
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
    case 'absent': {
      const move = declineMove(payment, attemptId, ABSENT, base);
      // It is looked for once more: if it came late after all, it would hold money that nobody pays with.
      const finishAttempt = { ...move.finishAttempt, state: 'absent', checkAfter: firstLateCheck(now) } as const;
      return { ...move, finishAttempt };
    }
    case 'declined':
      return declineMove(payment, attemptId, outcome, base);
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

const ABSENT = { declineCode: 'processing_error', processorReference: null } as const;

function declineMove(
  payment: PaymentRecord,
  attemptId: string,
  {
    declineCode,
    processorReference,
  }: Pick<Extract<AuthorizeOutcome, { type: 'declined' }>, 'declineCode' | 'processorReference'>,
  base: Pick<PaymentMove, 'paymentId' | 'expectedVersion' | 'actor' | 'requestId' | 'now'>,
): PaymentMove & Required<Pick<PaymentMove, 'finishAttempt'>> {
  assertLegalMove(payment.status, 'declined');
  return {
    ...base,
    patch: {
      status: 'declined',
      ...endOfAction(payment),
      // Nothing is held that a cancel could let go.
      ...(payment.pendingOperation ? { pendingOperation: null } : {}),
      declineCode,
      ...(processorReference === null ? {} : { processorReference }),
    },
    finishAttempt: { id: attemptId, type: 'authorize', state: 'declined', reason: declineCode, processorReference },
    sessionStatus: 'open',
    event: {
      id: newId('event', base.now),
      type: 'payment.declined',
      amountMinor: payment.totalMinor,
      detail: declineCode,
    },
  };
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

function beginNext({ id, type, requestId }: NextOperation, amountMinor: number, now: Date) {
  return beginAttempt({ id, type, amountMinor, requestId }, now);
}
