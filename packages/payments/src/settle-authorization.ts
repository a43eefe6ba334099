import { newId } from '@fieldfare/protocol';
import type { AskedAuthorization } from './ask-authorization.ts';
import { isAwaitingOutcome, outcomeMove } from './authorization-outcome.ts';
import type { AuthorizationOutcome, NextOperation } from './authorization-outcome.ts';
import { commitOutcome } from './commit-outcome.ts';
import { carryOut } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import type { Actor, PaymentRecord, SessionRecord } from './records.ts';
import { releaseLate } from './release-late.ts';

const AUTOMATIC_CAPTURE: Actor = { type: 'system', id: null, name: 'Automatic capture' };

/** What became of an authorization, and who asked for it. */
export interface AnsweredAuthorization {
  attemptId: string;
  outcome: AuthorizationOutcome;
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
 * captures it at once where the session says so, or voids it where a cancel was asked for meanwhile. An outcome that somebody else has
 * recorded meanwhile changes nothing; one that comes after it was believed absent is released.
 */
export async function settleAuthorization(
  deps: OperationDeps,
  payment: PaymentRecord,
  answered: AnsweredAuthorization,
): Promise<PaymentRecord> {
  const { attemptId, outcome, actor, capture } = answered;
  const now = deps.clock.now();
  const nextId = newId('attempt', now);
  let next = null as NextOperation | null;
  const settled = await commitOutcome(deps, payment, (current) => {
    if (!isAwaitingOutcome(current) || isUnwantedChallenge(current, outcome)) return null;
    next = nextOperation(current, capture, nextId);
    return outcomeMove(current, attemptId, outcome, actor, now, next);
  });
  if (isAwaitingOutcome(settled) && isUnwantedChallenge(settled, outcome)) return giveUp(deps, settled, answered);
  if (outcome.type === 'authorized' && settled.status === 'declined')
    return releaseLate(deps, settled, { attemptId, ...outcome });
  if (next === null || settled.pendingOperation?.attemptId !== nextId) return settled;
  const attempt = { id: nextId, type: next.type, amountMinor: settled.authorizedMinor };
  return carryOut(deps, settled, attempt, now, next.actor);
}

/** A cancel that waits comes before an automatic capture. */
function nextOperation(
  { pendingOperation }: PaymentRecord,
  capture: SessionRecord['capture'],
  id: string,
): NextOperation | null {
  const waiting = pendingOperation?.waiting;
  if (waiting) return { id, type: 'void', ...waiting };
  return capture === 'automatic' ? { id, type: 'capture', actor: AUTOMATIC_CAPTURE, requestId: null } : null;
}

function isUnwantedChallenge({ pendingOperation }: PaymentRecord, outcome: AuthorizationOutcome): boolean {
  return outcome.type === 'action_required' && pendingOperation?.waiting !== undefined;
}

/** Nobody is asked to prove who they are for a payment that is to be canceled. Where the bank is silent reconciliation comes again. */
async function giveUp(
  deps: OperationDeps,
  payment: PaymentRecord,
  answered: AnsweredAuthorization,
): Promise<PaymentRecord> {
  const desk = deps.processors.byName(payment.processor).challenges;
  const outcome = await desk?.abandon({ attemptId: answered.attemptId });
  const isDecided = outcome?.type === 'declined' || outcome?.type === 'authorized';
  return isDecided ? settleAuthorization(deps, payment, { ...answered, outcome }) : payment;
}
