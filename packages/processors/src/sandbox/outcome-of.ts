import type { AuthorizeOutcome, OperationOutcome } from '@fieldfare/payments';
import { refusalReason } from './refusal-reason.ts';
import type { RecordedAuthorization, RecordedOperation } from './sandbox-books.ts';

type CertainAuthorization = Exclude<AuthorizeOutcome, { type: 'unknown' }>;
type CertainOperation = Exclude<OperationOutcome, { type: 'unknown' }>;

const CODE_DIGITS = 6;

/** A recorded authorization as the processor port says it. */
export function authorizeOutcomeOf(found: RecordedAuthorization): CertainAuthorization {
  if (found.outcome === 'declined') {
    return { type: 'declined', declineCode: found.declineCode, processorReference: found.reference };
  }
  if (found.outcome === 'action_required') {
    const { triesLeft, expiresAt } = found;
    const action = { form: { type: 'code', digits: CODE_DIGITS }, triesLeft, expiresAt } as const;
    return { type: 'action_required', processorReference: found.reference, action };
  }
  return {
    type: 'authorized',
    processorReference: found.reference,
    authorizedMinor: found.amountMinor,
    expiresAt: found.expiresAt,
    networkTransactionId: `net_${found.reference}`,
  };
}

/** A recorded capture, void or refund as the processor port says it. */
export function operationOutcomeOf(found: RecordedOperation): CertainOperation {
  return found.outcome === 'succeeded'
    ? { type: 'succeeded', processorReference: found.reference }
    : { type: 'refused', reason: refusalReason(found.refusal) };
}

/** Whatever the books hold of an attempt, as a look-up answers it. */
export function lookupOutcomeOf(
  found: RecordedAuthorization | RecordedOperation,
): CertainAuthorization | CertainOperation {
  return found.outcome === 'succeeded' || found.outcome === 'refused'
    ? operationOutcomeOf(found)
    : authorizeOutcomeOf(found);
}
