import type { LookupOutcome } from './ports/processor.ts';
import type { AttemptRecord, AttemptState, PaymentRecord } from './records.ts';

/** What a processor's books may say of an attempt whose outcome is known. Nothing of a capture that it refused need stand in them. */
const SAYS: Partial<Record<AttemptState, readonly LookupOutcome['type'][]>> = {
  succeeded: ['authorized', 'succeeded'],
  declined: ['declined', 'absent'],
  refused: ['refused', 'absent', 'returned'],
  absent: ['absent', 'declined'],
};

/** Whether what a processor says of a decided attempt is what we wrote down, to the cent where it tells amounts. */
export function booksAgree(payment: PaymentRecord, attempt: AttemptRecord, found: LookupOutcome): boolean {
  if (isOursAlone(payment, attempt)) return true;
  if (found.type === 'authorized' && !hasSameAmounts(payment, attempt, found)) return false;
  return (SAYS[attempt.state] ?? []).includes(found.type) || hasMovedOn(payment, attempt, found);
}

/** A bank account's authorization, and its end before it was confirmed, are between its owner and us; no processor was asked. */
function isOursAlone({ method }: PaymentRecord, { type }: AttemptRecord): boolean {
  return method?.type === 'ach' && (type === 'authorize' || type === 'void');
}

/** What was captured or returned past us stands at the authorization. What is under way is nobody's difference yet. */
function hasSameAmounts(
  payment: PaymentRecord,
  attempt: AttemptRecord,
  { authorizedMinor, capturedMinor, refundedMinor }: Extract<LookupOutcome, { type: 'authorized' }>,
): boolean {
  const isSame = (theirs: number | undefined, ours: number) =>
    theirs === undefined || payment.pendingOperation !== null || theirs === ours;
  return (
    authorizedMinor === attempt.amountMinor &&
    isSame(capturedMinor, payment.capturedMinor) &&
    isSame(refundedMinor, payment.refundedMinor)
  );
}

/** A declined payment's authorization that succeeded is one that came too late, and was let go. */
const LET_GO: ReadonlySet<PaymentRecord['status']> = new Set(['canceled', 'expired', 'declined']);

/** An authorization that was released is told as none; a debit that came back was taken first. */
function hasMovedOn(payment: PaymentRecord, attempt: AttemptRecord, found: LookupOutcome): boolean {
  if (attempt.state !== 'succeeded') return false;
  if (attempt.type === 'authorize') return found.type === 'declined' && LET_GO.has(payment.status);
  return found.type === 'returned' && payment.status === 'failed';
}
