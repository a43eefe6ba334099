import { isAwaitingOutcome, outcomeMove } from './authorization-outcome.ts';
import { commitOutcome } from './commit-outcome.ts';
import { ask } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import { operationOutcomeMove } from './operation-outcome.ts';
import type { Operation } from './operation-outcome.ts';
import type { AuthorizeOutcome, LookupOutcome, OperationOutcome, Processor } from './ports/processor.ts';
import type { Actor, AttemptRecord, PaymentRecord } from './records.ts';
import { nextCheckAfter } from './reconcile-schedule.ts';

const SYSTEM: Actor = { type: 'system', id: null, name: 'Reconciliation' };

export interface ReconcileReport {
  looked: number;
  resolved: number;
}

/**
 * Finds out what became of attempts whose outcome nobody recorded, by asking the processor's books for our attempt id. An authorization is
 * never sent again; a capture, void or refund only inside the processor's idempotency window, after its books said absent.
 */
export async function reconcileAttempts(deps: OperationDeps, limit = 50): Promise<ReconcileReport> {
  const now = deps.clock.now();
  const due = await deps.payments.claimDueAttempts(now, limit, (checks) => nextCheckAfter(now, checks));
  let resolved = 0;
  for (const attempt of due) if (await reconcile(deps, attempt)) resolved++;
  return { looked: due.length, resolved };
}

async function reconcile(deps: OperationDeps, attempt: AttemptRecord): Promise<boolean> {
  const processor = deps.processors.byName(attempt.processor);
  const payment = await deps.payments.load(attempt.paymentId);
  if (!payment) return false;
  const found = await processor.lookup(attempt.id);
  if (attempt.type === 'authorize') {
    const outcome = authorizationFound(deps, processor, attempt, found);
    if (!outcome) return false;
    await commitOutcome(deps, payment, (current) => (isAwaitingOutcome(current) ? outcomeMove(current, attempt.id, outcome, SYSTEM, deps.clock.now()) : null));
    return true;
  }
  const operation = attempt.type;
  const outcome = await operationFound(deps, processor, { attempt, operation, payment }, found);
  if (!outcome || outcome.type === 'unknown') return false;
  await commitOutcome(deps, payment, (current) =>
    current.pendingOperation?.attemptId === attempt.id ? operationOutcomeMove(current, { id: attempt.id, type: operation, amountMinor: attempt.amountMinor }, outcome, SYSTEM, deps.clock.now()) : null,
  );
  return true;
}

/** Absence is believed only after the processor's settling delay; then nothing was charged, which is a certain decline. */
function authorizationFound(deps: OperationDeps, processor: Processor, attempt: AttemptRecord, found: LookupOutcome): AuthorizeOutcome | null {
  switch (found.type) {
    case 'authorized':
    case 'declined':
      return found;
    case 'absent':
      return ageMs(deps, attempt) < processor.settlingDelayMs ? null : { type: 'declined', declineCode: 'processing_error', processorReference: null };
    case 'succeeded':
    case 'refused':
    case 'unreachable':
      return null;
  }
}

async function operationFound(
  deps: OperationDeps,
  processor: Processor,
  { attempt, operation, payment }: { attempt: AttemptRecord; operation: Operation; payment: PaymentRecord },
  found: LookupOutcome,
): Promise<OperationOutcome | null> {
  switch (found.type) {
    case 'succeeded':
    case 'refused':
      return found;
    case 'absent': {
      const age = ageMs(deps, attempt);
      if (age < processor.settlingDelayMs) return null;
      if (age >= processor.idempotencyWindowMs) return { type: 'refused', reason: 'The processor has no record of it.' };
      return ask(processor, operation, { attemptId: attempt.id, processorReference: payment.processorReference ?? '', amountMinor: attempt.amountMinor, currency: attempt.currency });
    }
    case 'authorized':
    case 'declined':
    case 'unreachable':
      return null;
  }
}

function ageMs(deps: OperationDeps, attempt: AttemptRecord): number {
  return deps.clock.now().getTime() - attempt.createdAt.getTime();
}
