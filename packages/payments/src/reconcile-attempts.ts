import { adoptOutside } from './adopt-outside.ts';
import type { AdoptDeps } from './adopt-outside.ts';
import type { BelievedAbsent } from './authorization-outcome.ts';
import { commitOutcome } from './commit-outcome.ts';
import { askProcessor } from './ask-processor.ts';
import { askedOutcomeMove } from './debit-outcome.ts';
import type { OperationDeps } from './operate.ts';
import type { Operation } from './operation-outcome.ts';
import { isWithNetwork, reconcileDebit, submissionFound } from './reconcile-debit.ts';
import type {
  ActionRequired,
  AuthorizeOutcome,
  DebitOutcome,
  LookupOutcome,
  OperationOutcome,
  Processor,
} from './ports/processor.ts';
import type { SessionRepository } from './ports/session-repository.ts';
import type { AttemptRecord, PaymentRecord } from './records.ts';
import { LATE_MS, nextCheckAfter, SEND_WITHIN_MS } from './reconcile-schedule.ts';
import { RECONCILIATION } from './reconciliation-actor.ts';
import { releaseLate } from './release-late.ts';
import { settleAuthorization } from './settle-authorization.ts';

const RETURNS_EVERY_MS = 6 * 3_600_000;
/** A consumer may have a debit returned for sixty days; the file that says so takes some more. */
const RETURNABLE_MS = 70 * 86_400_000;

export interface ReconcileDeps extends OperationDeps, Pick<AdoptDeps, 'notices' | 'attempts' | 'merchants'> {
  sessions: Pick<SessionRepository, 'load'>;
  /** How often a settled debit is looked at, in milliseconds; a bank may return it for weeks. */
  returnsEveryMs?: number;
}

export interface ReconcileReport {
  looked: number;
  resolved: number;
  /** Attempts that could not be looked at, and why. They come up again like every other one. */
  failures: { attemptId: string; error: unknown }[];
}

/**
 * Finds out what became of attempts whose outcome nobody recorded, by asking the processor's books for our attempt id. An authorization is
 * never sent again; a capture, void or refund only inside the processor's idempotency window, after its books said absent. What was done to
 * one that succeeded past us, and somebody wants looked at, is adopted.
 */
export async function reconcileAttempts(deps: ReconcileDeps, limit = 50): Promise<ReconcileReport> {
  const now = deps.clock.now();
  const due = await deps.payments.claimDueAttempts(now, limit, {
    nextCheck: (checks) => nextCheckAfter(now, checks),
    nextSettledCheck: nextSettledCheck(deps),
    settledSince: new Date(now.getTime() - RETURNABLE_MS),
  });
  const report: ReconcileReport = { looked: due.length, resolved: 0, failures: [] };
  for (const attempt of due) {
    try {
      if (await reconcile(deps, attempt)) report.resolved++;
    } catch (error) {
      report.failures.push({ attemptId: attempt.id, error });
    }
  }
  return report;
}

async function reconcile(deps: ReconcileDeps, attempt: AttemptRecord): Promise<boolean> {
  if (attempt.type === 'authorize' && attempt.state === 'succeeded') return adoptOutside(deps, attempt);
  if (attempt.type === 'authorize' && attempt.state === 'absent') return lookForLate(deps, attempt);
  const processor = deps.processors.byName(attempt.processor);
  const payment = await deps.payments.load(attempt.paymentId);
  if (!payment) return false;
  // How old the attempt was when the books were asked; a slow answer makes their word no newer.
  const lookedAtMs = ageMs(deps, attempt);
  const hint = { type: attempt.type, processorReference: payment.processorReference };
  const found = await processor.lookup(attempt.id, hint);
  if (attempt.type === 'authorize') {
    const outcome =
      found.type === 'action_required'
        ? await challengeFound(deps, processor, payment, attempt, found)
        : authorizationFound(processor, attempt, found, lookedAtMs);
    if (outcome) await settle(deps, payment, attempt, outcome);
    // Somebody went on with it at the processor while we did not know that it was there.
    const wentOn = found.type === 'authorized' && found.capturedMinor !== undefined;
    if (wentOn) await deps.notices.lookAgain(attempt.processor, attempt.id, deps.clock.now());
    return outcome !== null && outcome.type !== 'unknown';
  }
  if (isWithNetwork(payment, attempt))
    return reconcileDebit(deps, payment, { attempt, found, nextSettledCheck: nextSettledCheck(deps) });
  return reconcileOperation(deps, payment, { ...attempt, type: attempt.type }, { processor, found, lookedAtMs });
}

/** The processor's books were silent when they should have known; if they speak after all, the money is let go. */
async function lookForLate(deps: ReconcileDeps, attempt: AttemptRecord): Promise<boolean> {
  const payment = await deps.payments.load(attempt.paymentId);
  if (!payment) return false;
  const lookedAtMs = ageMs(deps, attempt);
  const hint = { type: attempt.type, processorReference: null };
  const found = await deps.processors.byName(attempt.processor).lookup(attempt.id, hint);
  if (found.type === 'authorized') {
    await releaseLate(deps, payment, { attemptId: attempt.id, ...found });
    return true;
  }
  if (found.type !== 'unreachable' && lookedAtMs >= LATE_MS) await deps.notices.looked(attempt);
  return false;
}

interface Look {
  processor: Processor;
  found: LookupOutcome;
  lookedAtMs: number;
}

async function reconcileOperation(
  deps: ReconcileDeps,
  payment: PaymentRecord,
  attempt: AttemptRecord & { type: Operation },
  { processor, found, lookedAtMs }: Look,
): Promise<boolean> {
  const outcome = canBeSentAgain(deps, processor, attempt, found, lookedAtMs)
    ? await askProcessor(deps, payment, attempt)
    : operationFound(processor, payment, attempt, found, lookedAtMs);
  if (!outcome || (outcome.type === 'unknown' && attempt.state === 'unknown')) return false;
  await commitOutcome(deps, payment, (current) =>
    current.pendingOperation?.attemptId === attempt.id
      ? askedOutcomeMove(current, attempt, outcome, RECONCILIATION, deps.clock.now())
      : null,
  );
  return outcome.type !== 'unknown';
}

async function settle(
  deps: ReconcileDeps,
  payment: PaymentRecord,
  attempt: AttemptRecord,
  outcome: AuthorizeOutcome | BelievedAbsent,
) {
  const found = payment.sessionId === null ? null : await deps.sessions.load(payment.sessionId);
  const capture = payment.capture ?? found?.session.capture ?? 'manual';
  await settleAuthorization(deps, payment, { attemptId: attempt.id, outcome, actor: RECONCILIATION, capture });
}

/** A challenge that nobody was told of is told now; one that ran out, or that has no shopper, is given up; one that still waits is no news. */
async function challengeFound(
  deps: ReconcileDeps,
  processor: Processor,
  payment: PaymentRecord,
  attempt: AttemptRecord,
  found: ActionRequired,
): Promise<AuthorizeOutcome | null> {
  const canBeAnswered = payment.sessionId !== null && found.action.expiresAt > deps.clock.now();
  if (canBeAnswered) return payment.status === 'requires_action' ? null : found;
  const outcome = await processor.challenges?.abandon({ attemptId: attempt.id });
  return outcome === undefined || outcome.type === 'unknown' ? null : outcome;
}

/**
 * Absence is believed only after the processor's settling delay, counted from the last moment at which the attempt may have been sent;
 * then nothing was charged, which is a decline. If it comes to light later it is released.
 */
function authorizationFound(
  processor: Processor,
  attempt: AttemptRecord,
  found: LookupOutcome,
  lookedAtMs: number,
): AuthorizeOutcome | BelievedAbsent | null {
  if (found.type === 'authorized' || found.type === 'declined') return found;
  if (found.type === 'absent' && lookedAtMs >= SEND_WITHIN_MS + processor.settlingDelayMs) {
    return { type: 'absent' };
  }
  return doubt(attempt, found);
}

function canBeSentAgain(
  deps: OperationDeps,
  processor: Processor,
  attempt: AttemptRecord,
  found: LookupOutcome,
  lookedAtMs: number,
): boolean {
  const isAbsent = found.type === 'absent' && lookedAtMs >= processor.settlingDelayMs;
  return isAbsent && ageMs(deps, attempt) < processor.idempotencyWindowMs;
}

/** What was sent again just before the window closed has settled, too, before its absence is final. */
function operationFound(
  processor: Processor,
  payment: PaymentRecord,
  attempt: AttemptRecord,
  found: LookupOutcome,
  lookedAtMs: number,
): OperationOutcome | DebitOutcome | null {
  if (payment.method?.type === 'ach' && attempt.type === 'capture') {
    const submission = submissionFound(found);
    if (submission) return submission;
  }
  if (found.type === 'succeeded' || found.type === 'refused') return found;
  if (found.type === 'absent' && lookedAtMs >= processor.idempotencyWindowMs + processor.settlingDelayMs) {
    return { type: 'refused', reason: 'The processor has no record of it.' };
  }
  return doubt(attempt, found);
}

/** An attempt that is still called in flight after its grace is in doubt, and everybody may know. */
function doubt(attempt: AttemptRecord, found: LookupOutcome): { type: 'unknown'; reason: string } | null {
  if (attempt.state !== 'in_flight') return null;
  return { type: 'unknown', reason: found.type === 'unreachable' ? found.reason : 'Nobody has recorded the outcome.' };
}

function nextSettledCheck({ clock, returnsEveryMs = RETURNS_EVERY_MS }: ReconcileDeps): Date {
  return new Date(clock.now().getTime() + returnsEveryMs);
}

function ageMs(deps: OperationDeps, attempt: AttemptRecord): number {
  return deps.clock.now().getTime() - attempt.createdAt.getTime();
}
