import type { AuthorizationBooks, BooksReading, Processor, RefundInBooks } from '@fieldfare/payments';
import type { Stripe } from 'stripe';
import { failureOf } from './failure-of.ts';
import { ATTEMPT_KEY, refundOf } from './outcome-of.ts';
import { PaymentIntentReply, RefundReply } from './stripe-replies.ts';

const PAGE = 100;

/** Reads all that was done to a PaymentIntent, by whomever. */
export function createStripeBooks(stripe: Stripe): NonNullable<Processor['books']> {
  return (processorReference) =>
    read(stripe, processorReference).then(
      (books): BooksReading => ({ type: 'read', books }),
      (error: unknown): BooksReading => {
        const failure = failureOf(error);
        if (failure.type === 'refused' && failure.code === 'resource_missing') return { type: 'absent' };
        return { type: 'unreachable', reason: 'reason' in failure ? failure.reason : 'Stripe is busy.' };
      },
    );
}

async function read(stripe: Stripe, id: string): Promise<AuthorizationBooks> {
  const intent = PaymentIntentReply.parse(await stripe.paymentIntents.retrieve(id));
  const state = STATES[intent.status] ?? 'other';
  const refunds: RefundInBooks[] = [];
  if (state === 'captured')
    for await (const listed of stripe.refunds.list({ payment_intent: id, limit: PAGE })) {
      const refund = RefundReply.parse(listed);
      const outcome = refundOf(refund);
      if (outcome.type === 'unknown') continue;
      refunds.push({
        processorReference: refund.id,
        attemptId: refund.metadata?.[ATTEMPT_KEY] ?? null,
        amountMinor: refund.amount,
        hasFailed: outcome.type === 'refused',
      });
    }
  return { state, capturedMinor: intent.amount_received, refunds };
}

const STATES: Readonly<Record<string, AuthorizationBooks['state']>> = {
  requires_capture: 'held',
  succeeded: 'captured',
  canceled: 'released',
};
