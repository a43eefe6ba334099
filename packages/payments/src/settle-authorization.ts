import { newId } from '@fieldfare/protocol';
import type { AskedAuthorization } from './ask-authorization.ts';
import { isAwaitingOutcome, outcomeMove } from './authorization-outcome.ts';
import { commitOutcome } from './commit-outcome.ts';
import { carryOut } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import type { AcceptedDebit, AuthorizeOutcome } from './ports/processor.ts';
import type { Actor, PaymentRecord, SessionRecord } from './records.ts';

const AUTOMATIC_CAPTURE: Actor = { type: 'system', id: null, name: 'Automatic capture' };

/** What became of an authorization, and who asked for it. */
export interface AnsweredAuthorization {
  attemptId: string;
  outcome: AuthorizeOutcome | AcceptedDebit;
  actor: Actor;
  /** How the session wants approved money captured. */
  capture: SessionRecord['capture'];
}

/** Commits what the last processor said that was asked; an attempt that was never sent is left to reconciliation. */
export async function settleAsked(
  deps: OperationDeps,
  { payment, attemptId, outcome }: AskedAuthorization,
  by: Pick<AnsweredAuthorization, 'actor' | 'capture'>,
): Promise<PaymentRecord> {
  return outcome === null ? payment : settleAuthorization(deps, payment, { attemptId, outcome, ...by });
}

/**
 * Commits an authorization's outcome, whoever heard it first (the shopper's request, the answer to a challenge, reconciliation), and
 * captures it at once where the session says so. An outcome that somebody else has recorded meanwhile changes nothing.
 */
export async function settleAuthorization(
  deps: OperationDeps,
  payment: PaymentRecord,
  { attemptId, outcome, actor, capture }: AnsweredAuthorization,
): Promise<PaymentRecord> {
  const now = deps.clock.now();
  const captureId = capture === 'automatic' ? newId('attempt', now) : null;
  const settled = await commitOutcome(deps, payment, (current) =>
    isAwaitingOutcome(current) ? outcomeMove(current, attemptId, outcome, actor, now, captureId) : null,
  );
  if (captureId === null || settled.pendingOperation?.attemptId !== captureId) return settled;
  const attempt = { id: captureId, type: 'capture', amountMinor: settled.authorizedMinor } as const;
  return carryOut(deps, settled, attempt, now, AUTOMATIC_CAPTURE);
}
