import type { AuthorizeOutcome, LookupOutcome, OperationOutcome } from '@fieldfare/payments';
import { minorOf } from './amount-of.ts';
import type { TransactionReply } from './braintree-replies.ts';
import { declineCodeOf } from './decline-code.ts';
import { captureIn } from './order-id.ts';

// Braintree holds card authorizations for seven days of most brands, and says how long in `authorization_expires_at`.
const HOLD_MS = 7 * 86_400_000;

/** What a transaction that was made for one attempt says of its authorization; later states mean that it was authorized. */
export function authorizationOf(found: TransactionReply): AuthorizeOutcome {
  switch (found.status) {
    case 'authorized':
    case 'submitted_for_settlement':
    case 'settlement_pending':
    case 'settling':
    case 'settled':
    case 'settlement_confirmed':
    case 'settlement_declined':
      return authorized(found);
    case 'voided':
      return wasSubmitted(found) ? authorized(found) : declined(found);
    case 'gateway_rejected':
      // Another request with the same attempt id was there first, and that one may hold the money.
      return found.gatewayRejectionReason === 'duplicate' ? { type: 'unknown', reason: DUPLICATE } : declined(found);
    case 'authorization_expired':
    case 'failed':
    case 'processor_declined':
      return declined(found);
    default:
      return { type: 'unknown', reason: `Braintree says that the payment is ${found.status}.` };
  }
}

const DUPLICATE = 'Braintree has had this attempt before.';

function authorized(found: TransactionReply): AuthorizeOutcome {
  const held = found.statusHistory?.find(({ status }) => status === 'authorized')?.amount ?? found.amount;
  const expiresAt = found.authorizationExpiresAt ?? new Date(Date.parse(found.createdAt) + HOLD_MS);
  return {
    type: 'authorized',
    processorReference: found.id,
    authorizedMinor: minorOf(held, found.currencyIsoCode),
    expiresAt: new Date(expiresAt),
    networkTransactionId: found.networkTransactionId ?? null,
  };
}

function declined(found: TransactionReply): AuthorizeOutcome {
  const declineCode = found.status === 'failed' ? 'processing_error' : declineCodeOf(found);
  return { type: 'declined', declineCode, processorReference: found.id };
}

/** Whether the transaction was captured at some time, whatever became of it since. */
export function wasSubmitted({ status, statusHistory }: TransactionReply): boolean {
  return isCaptured(status) || (statusHistory ?? []).some((event) => event.status === 'submitted_for_settlement');
}

export function isCaptured(status: string): boolean {
  return isUnsettled(status) || isSettled(status);
}

/** Captured, but not yet on its way between the banks: it can be voided as a whole, and nothing of it refunded. */
export function isUnsettled(status: string): boolean {
  return status === 'submitted_for_settlement' || status === 'settlement_pending';
}

function isSettled(status: string): boolean {
  return status === 'settling' || status === 'settled' || status === 'settlement_confirmed';
}

/** What became of a capture, by the transaction that it was sent for: the order id names it, so another's capture is told apart. */
export function captureFound(found: TransactionReply, attemptId: string): LookupOutcome {
  if (found.status === 'authorized') return { type: 'absent' };
  const stands = isCaptured(found.status) || (found.status === 'voided' && wasSubmitted(found));
  if (!stands) return { type: 'refused', reason: saysThat(found) };
  return captureIn(found.orderId) === attemptId
    ? { type: 'succeeded', processorReference: found.id }
    : { type: 'refused', reason: 'The payment was captured by another request.' };
}

/** Whoever released the hold, it is released; that is what a void wants. */
export function voidFound(found: TransactionReply): LookupOutcome {
  if (found.status === 'authorized') return { type: 'absent' };
  return found.status === 'voided' && !wasSubmitted(found)
    ? { type: 'succeeded', processorReference: found.id }
    : { type: 'refused', reason: saysThat(found) };
}

/** A refund is a transaction of its own, which the bank takes days to settle; our balance is charged at once. */
export function refundOf(refund: TransactionReply): Exclude<OperationOutcome, { type: 'unknown' }> {
  switch (refund.status) {
    case 'failed':
    case 'gateway_rejected':
    case 'processor_declined':
    case 'settlement_declined':
    case 'voided':
      return { type: 'refused', reason: `Braintree says that the refund is ${refund.status}.` };
    default:
      return { type: 'succeeded', processorReference: refund.id };
  }
}

export function saysThat({ status }: TransactionReply): string {
  return `The payment is ${status} at Braintree.`;
}
