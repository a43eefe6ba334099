import { commitOutcome } from './commit-outcome.ts';
import { debitReturnedMove, debitSettledMove } from './debit-outcome.ts';
import type { OperationDeps } from './operate.ts';
import type { LookupOutcome } from './ports/processor.ts';
import type { PaymentMove } from './ports/payment-repository.ts';
import type { Actor, AttemptRecord, PaymentRecord } from './records.ts';

const NETWORK: Actor = { type: 'system', id: null, name: 'Bank network' };

export interface FoundDebit {
  attempt: AttemptRecord;
  found: LookupOutcome;
  /** When a settled debit is looked at again. */
  nextSettledCheck: Date;
}

/** Whether a payment's debit is with the network, or was: from then on only the network's word moves it. */
export function isWithNetwork(payment: PaymentRecord, attempt: AttemptRecord): boolean {
  return (
    payment.method?.type === 'ach' && attempt.type === 'capture' && payment.pendingOperation?.attemptId !== attempt.id
  );
}

/** Brings a debit to where the network has it; answers whether that was news. An operation that is under way meanwhile ends first. */
export async function reconcileDebit(deps: OperationDeps, payment: PaymentRecord, debit: FoundDebit): Promise<boolean> {
  const moved = await commitOutcome(deps, payment, (current) => networkMove(current, debit, deps.clock.now()));
  return moved.version !== payment.version;
}

function networkMove(
  payment: PaymentRecord,
  { attempt, found, nextSettledCheck }: FoundDebit,
  now: Date,
): PaymentMove | null {
  if (payment.pendingOperation || payment.status === 'failed') return null;
  if (found.type === 'returned') return debitReturnedMove(payment, attempt, { actor: NETWORK, code: found.code, now });
  if (found.type === 'succeeded' && payment.status === 'pending')
    return debitSettledMove(payment, attempt, { actor: NETWORK, nextCheck: nextSettledCheck, now });
  return null;
}

/** What a look-up says of a debit whose submission nobody recorded: that it is on its way, whatever became of it since. */
export function submissionFound(found: LookupOutcome): { type: 'pending'; processorReference: string } | null {
  const isThere = found.type === 'pending' || found.type === 'returned' || found.type === 'succeeded';
  return isThere ? { type: 'pending', processorReference: found.processorReference } : null;
}
