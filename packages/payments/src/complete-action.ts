import { newId } from '@fieldfare/protocol';
import { abandonAction, actionOver, challengeDeskOf, isOver } from './abandon-action.ts';
import { commitOutcome } from './commit-outcome.ts';
import type { OperationDeps } from './operate.ts';
import { attemptIdOf } from './pending-action.ts';
import type { PaymentMove } from './ports/payment-repository.ts';
import type { Actor, PaymentRecord, SessionRecord } from './records.ts';
import { ATTEMPT_GRACE_MS } from './reconcile-schedule.ts';
import { settleAuthorization } from './settle-authorization.ts';

export interface CompleteActionInput {
  actionId: string;
  code: string;
  /** How the session wants approved money captured. */
  capture: SessionRecord['capture'];
  requestId: string;
  actor: Actor;
}

/**
 * Hands the shopper's answer to the bank. That there was one is committed first, so that an answer whose outcome nobody records is looked
 * up as soon as any other attempt. A wrong answer leaves the payment in `requires_action` with one try less, the last one declines it; an
 * answer that comes too late meets the decline that it came too late for.
 */
export async function completeAction(
  deps: OperationDeps,
  payment: PaymentRecord,
  { actionId, code, capture, requestId, actor }: CompleteActionInput,
): Promise<PaymentRecord> {
  const desk = challengeDeskOf(deps, payment);
  if (isOver(payment, actionId, deps.clock.now())) return abandonAction(deps, payment, { actionId, capture, actor });
  const answered = await commitOutcome(deps, payment, (current) =>
    answerMove(current, { actionId, requestId, actor }, deps.clock.now()),
  );
  const attemptId = attemptIdOf(actionId);
  const outcome = await desk.complete({ attemptId, code });
  return settleAuthorization(deps, answered, { attemptId, outcome, actor, capture });
}

function answerMove(
  payment: PaymentRecord,
  { actionId, requestId, actor }: Pick<CompleteActionInput, 'actionId' | 'requestId' | 'actor'>,
  now: Date,
): PaymentMove {
  if (payment.action?.id !== actionId) throw actionOver();
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: {},
    finishAttempt: {
      id: attemptIdOf(actionId),
      type: 'authorize',
      state: 'in_flight',
      checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS),
    },
    event: { id: newId('event', now), type: 'payment.action_answered', amountMinor: payment.totalMinor, detail: null },
    actor,
    requestId,
    now,
  };
}
