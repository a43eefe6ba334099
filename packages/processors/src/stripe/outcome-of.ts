import type { AuthorizeOutcome, LookupOutcome, OperationOutcome } from '@fieldfare/payments';
import { declineCodeOf } from './decline-code.ts';
import type { PaymentIntentReply, RefundReply } from './stripe-replies.ts';

/** Metadata keys under which our attempt ids stand at Stripe. */
export const ATTEMPT_KEY = 'fieldfare_attempt';
export const CAPTURE_KEY = 'fieldfare_capture';

// Stripe holds card authorizations of most brands for seven days; where it knows better it says so in `capture_before`.
const HOLD_SECONDS = 7 * 86_400;

/** What a PaymentIntent that was created and confirmed for one attempt says of its authorization; later states mean that it was authorized. */
export function authorizationOf(intent: PaymentIntentReply): AuthorizeOutcome {
  switch (intent.status) {
    case 'requires_capture':
    case 'succeeded':
      return authorized(intent);
    case 'canceled':
    case 'requires_payment_method':
      return {
        type: 'declined',
        declineCode: declineCodeOf(intent.last_payment_error?.decline_code, intent.last_payment_error?.code),
        processorReference: intent.id,
      };
    default:
      return { type: 'unknown', reason: `Stripe says that the payment is ${intent.status}.` };
  }
}

function authorized(intent: PaymentIntentReply): AuthorizeOutcome {
  const card = intent.latest_charge?.payment_method_details?.card;
  return {
    type: 'authorized',
    processorReference: intent.id,
    authorizedMinor: intent.status === 'requires_capture' ? intent.amount_capturable : intent.amount,
    expiresAt: new Date((card?.capture_before ?? intent.created + HOLD_SECONDS) * 1_000),
    networkTransactionId: card?.network_transaction_id ?? null,
  };
}

export function captureOf(intent: PaymentIntentReply): OperationOutcome {
  if (intent.status === 'succeeded') return { type: 'succeeded', processorReference: intent.id };
  return intent.status === 'processing'
    ? { type: 'unknown', reason: 'Stripe is still capturing.' }
    : { type: 'refused', reason: `The payment is ${intent.status} at Stripe.` };
}

/** What became of a capture, by the intent that it was sent for: Stripe keeps the capture's own id, so another's capture is told apart. */
export function captureFound(intent: PaymentIntentReply, attemptId: string): LookupOutcome {
  if (intent.status === 'requires_capture') return { type: 'absent' };
  if (intent.status !== 'succeeded') return { type: 'refused', reason: `The payment is ${intent.status} at Stripe.` };
  return intent.metadata[CAPTURE_KEY] === attemptId
    ? { type: 'succeeded', processorReference: intent.id }
    : { type: 'refused', reason: 'The payment was captured by another request.' };
}

/** Whoever released the hold, it is released; that is what a void wants. */
export function voidFound(intent: PaymentIntentReply): LookupOutcome {
  if (intent.status === 'canceled') return { type: 'succeeded', processorReference: intent.id };
  return intent.status === 'requires_capture'
    ? { type: 'absent' }
    : { type: 'refused', reason: `The payment is ${intent.status} at Stripe.` };
}

export function refundOf(refund: RefundReply): OperationOutcome {
  switch (refund.status) {
    case 'succeeded':
    // Sent to the bank; Stripe's balance is charged and only the bank's refusal, days later, can undo it.
    case 'pending':
      return { type: 'succeeded', processorReference: refund.id };
    case 'failed':
    case 'canceled':
      return { type: 'refused', reason: `Stripe says that the refund has ${refund.status}.` };
    default:
      return { type: 'unknown', reason: 'Stripe does not say what became of the refund.' };
  }
}
