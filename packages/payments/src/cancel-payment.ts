import { newId } from '@fieldfare/protocol';
import { bankSilent, challengeDeskOf } from './abandon-action.ts';
import { isAwaitingOutcome } from './authorization-outcome.ts';
import { commitOutcome } from './commit-outcome.ts';
import { assertPossible, assertVersion, operate } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import { attemptIdOf } from './pending-action.ts';
import type { MoveVerdict, PaymentMove } from './ports/payment-repository.ts';
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
 * challenge is given up. Where the bank approved the challenge at the same moment, that authorization is what is voided. While nobody knows
 * what became of the authorization the cancel waits, and voids it as soon as it is found. That somebody asked is committed before anybody
 * hears of it, so that the database looks whether they still may.
 */
export async function cancelPayment(
  deps: OperationDeps,
  payment: PaymentRecord,
  input: CancelInput,
): Promise<PaymentRecord> {
  if (payment.status === 'processing' || payment.status === 'unknown') return cancelLater(deps, payment, input);
  if (!payment.action) return voidAuthorization(deps, payment, input);
  assertVersion(payment, input.expectedVersion);
  const asked = await deps.payments.commit(cancelMove(deps, payment, input, {}));
  if (asked.type !== 'committed') return decideAgain(deps, asked, input);
  const settled = await withdraw(deps, asked.payment, payment.action.id, input);
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

/** Writes down that it is to be canceled; whoever learns of the authorization carries it out in the commit that says so. */
async function cancelLater(deps: OperationDeps, payment: PaymentRecord, input: CancelInput): Promise<PaymentRecord> {
  const { actor, requestId } = input;
  const waiting = payment.pendingOperation?.waiting;
  if (waiting && requestId !== null && waiting.requestId === requestId) return payment;
  assertPossible(payment, { operation: 'void', from: [payment.status], expectedVersion: input.expectedVersion });
  const attemptId = newId('attempt', deps.clock.now());
  const pendingOperation = { type: 'void', state: 'in_flight', attemptId, waiting: { actor, requestId } } as const;
  const asked = await deps.payments.commit(cancelMove(deps, payment, input, { pendingOperation }));
  return asked.type === 'committed' ? asked.payment : decideAgain(deps, asked, input);
}

/** That a cancel was asked for, and nothing yet of what becomes of it. */
function cancelMove(
  deps: OperationDeps,
  payment: PaymentRecord,
  { actor, requestId, reason }: CancelInput,
  patch: PaymentMove['patch'],
): PaymentMove {
  const now = deps.clock.now();
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch,
    event: {
      id: newId('event', now),
      type: 'payment.cancel_started',
      amountMinor: payment.totalMinor,
      detail: reason ?? null,
    },
    actor,
    requestId,
    now,
  };
}

function decideAgain(
  deps: OperationDeps,
  verdict: Exclude<MoveVerdict, { type: 'committed' }>,
  input: CancelInput,
): Promise<PaymentRecord> {
  if (verdict.type === 'not_found') throw new TypeError('a payment is gone while it is being canceled');
  return cancelPayment(deps, verdict.payment, input);
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
