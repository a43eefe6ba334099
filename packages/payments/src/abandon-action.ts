import { FieldfareError } from '@fieldfare/protocol';
import type { OperationDeps } from './operate.ts';
import { attemptIdOf } from './pending-action.ts';
import type { ChallengeDesk } from './ports/processor.ts';
import type { Actor, PaymentRecord, SessionRecord } from './records.ts';
import { settleAuthorization } from './settle-authorization.ts';

export interface AbandonActionInput {
  actionId: string;
  capture: SessionRecord['capture'];
  actor: Actor;
}

/** Gives an action up: the payment is declined with `authentication_failed`, unless the bank had decided already; then that stands. */
export async function abandonAction(
  deps: OperationDeps,
  payment: PaymentRecord,
  { actionId, capture, actor }: AbandonActionInput,
): Promise<PaymentRecord> {
  if (payment.action?.id !== actionId) throw actionOver();
  const attemptId = attemptIdOf(actionId);
  const outcome = await challengeDeskOf(deps, payment).abandon({ attemptId });
  if (outcome.type === 'unknown') throw bankSilent(outcome.reason);
  return settleAuthorization(deps, payment, { attemptId, outcome, actor, capture });
}

/** Whether a payment still waits for this action, but for too long. */
export function isOver(payment: PaymentRecord, actionId: string, now: Date): boolean {
  return payment.action?.id === actionId && payment.action.expiresAt <= now;
}

export function challengeDeskOf({ processors }: OperationDeps, payment: PaymentRecord): ChallengeDesk {
  const { challenges } = processors.byName(payment.processor);
  // A payment without an action may well be with a processor that never asks for one.
  if (!challenges) throw actionOver();
  return challenges;
}

export function actionOver(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'action_over',
    audience: 'payer',
    message: 'Your bank does not wait for this confirmation any more. Look at the outcome of the payment.',
  });
}

export function bankSilent(reason: string): FieldfareError {
  return new FieldfareError('processing_error', {
    detail: 'bank_silent',
    audience: 'payer',
    retryable: true,
    message: 'The bank did not answer, so that nothing has changed. Try again.',
    cause: reason,
  });
}
