import { newId } from '@fieldfare/protocol';
import { bankSilent, challengeDeskOf } from './abandon-action.ts';
import { isAwaitingOutcome } from './authorization-outcome.ts';
import { commitOutcome } from './commit-outcome.ts';
import { assertVersion, operate } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import { attemptIdOf } from './pending-action.ts';
import type { PaymentMove } from './ports/payment-repository.ts';
import type { Actor, PaymentRecord } from './records.ts';
import { settleAuthorization } from './settle-authorization.ts';
import { assertLegalMove } from './state-machine.ts';

export interface CancelInput {
  reason?: string | null;
  expectedVersion?: number | undefined;
  requestId: string | null;
  actor: Actor;
}

/**
 * Cancels a payment whose money is held, which voids the authorization at the processor, or one that waits for its shopper, whose
 * challenge is given up. Where the bank approved the challenge at the same moment, that authorization is what is voided.
 */
export async function cancelPayment(
  deps: OperationDeps,
  payment: PaymentRecord,
  input: CancelInput,
): Promise<PaymentRecord> {
  if (!payment.action) return voidAuthorization(deps, payment, input);
  assertVersion(payment, input.expectedVersion);
  const settled = await withdraw(deps, payment, payment.action.id, input);
  return settled.status === 'canceled'
    ? settled
    : voidAuthorization(deps, settled, { ...input, expectedVersion: undefined });
}

function voidAuthorization(deps: OperationDeps, payment: PaymentRecord, input: CancelInput): Promise<PaymentRecord> {
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

async function withdraw(
  deps: OperationDeps,
  payment: PaymentRecord,
  actionId: string,
  input: CancelInput,
): Promise<PaymentRecord> {
  const attemptId = attemptIdOf(actionId);
  const outcome = await challengeDeskOf(deps, payment).abandon({ attemptId });
  if (outcome.type === 'unknown') throw bankSilent(outcome.reason);
  // What was approved meanwhile is not captured automatically: it is about to be voided.
  if (outcome.type !== 'declined')
    return settleAuthorization(deps, payment, { attemptId, outcome, actor: input.actor, capture: 'manual' });
  return commitOutcome(deps, payment, (current) =>
    isAwaitingOutcome(current) ? withdrawalMove(current, attemptId, input, deps.clock.now()) : null,
  );
}

function withdrawalMove(payment: PaymentRecord, attemptId: string, input: CancelInput, now: Date): PaymentMove {
  assertLegalMove(payment.status, 'canceled');
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: { status: 'canceled', action: null },
    finishAttempt: { id: attemptId, type: 'authorize', state: 'declined', reason: 'canceled' },
    sessionStatus: 'completed',
    event: {
      id: newId('event', now),
      type: 'payment.canceled',
      amountMinor: payment.totalMinor,
      detail: input.reason ?? null,
    },
    actor: input.actor,
    requestId: input.requestId,
    now,
  };
}
