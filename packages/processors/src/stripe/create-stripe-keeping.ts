import type { ChargedCard, DetachOutcome, DetachRequest, Processor, TokenizeOutcome } from '@fieldfare/payments';
import type { Stripe } from 'stripe';
import { billingOf } from './billing-of.ts';
import { failureOf, isPassing } from './failure-of.ts';
import type { StripeFailure } from './failure-of.ts';
import { referenceOf } from './kept-reference.ts';
import { CustomerReply, PaymentMethodReply } from './stripe-replies.ts';

/** Metadata key under which our keepings' ids stand at Stripe. */
const KEEPING_KEY = 'fieldfare_keeping';

// How far Stripe's clock may be from ours.
const CLOCKS_SECONDS = 120;
const PAGE = 100;

/**
 * Cards that Stripe keeps: each is a PaymentMethod of a Customer of its own, which holds nothing but our keeping's id. A card that is only
 * a PaymentMethod, because the second request never came, cannot be charged.
 */
export function createStripeKeeping(
  stripe: Stripe,
  onRefusal: (code: string) => void,
): Pick<Processor, 'tokenize' | 'detach'> {
  const failed = (error: unknown): { type: 'refused' | 'unknown'; reason: string } => {
    const failure = failureOf(error);
    if (failure.type === 'refused') onRefusal(failure.code);
    return outcomeOf(failure);
  };

  const keep = async (keepingId: string, card: ChargedCard): Promise<TokenizeOutcome> => {
    const method = PaymentMethodReply.parse(
      await stripe.paymentMethods.create(methodOf(card), { idempotencyKey: keepingId }),
    );
    const customer = CustomerReply.parse(
      await stripe.customers.create(
        { payment_method: method.id, metadata: { [KEEPING_KEY]: keepingId } },
        { idempotencyKey: `${keepingId}/customer` },
      ),
    );
    return { type: 'kept', reference: referenceOf({ customer: customer.id, method: method.id }) };
  };

  const forget = async ({ keepingId, askedSince, askedUntil }: DetachRequest): Promise<DetachOutcome> => {
    const created = { gte: seconds(askedSince) - CLOCKS_SECONDS, lte: seconds(askedUntil) + CLOCKS_SECONDS };
    for await (const listed of stripe.customers.list({ created, limit: PAGE })) {
      const customer = CustomerReply.parse(listed);
      if (customer.metadata[KEEPING_KEY] !== keepingId) continue;
      for await (const method of stripe.customers.listPaymentMethods(customer.id, { limit: PAGE }))
        await stripe.paymentMethods.detach(method.id);
      await stripe.customers.del(customer.id);
    }
    return { type: 'detached' };
  };

  return {
    tokenize: ({ keepingId, card }) => keep(keepingId, card).catch(failed),
    detach: (request) => forget(request).catch(failed),
  };
}

/** Named one by one, and never with a security code. */
function methodOf(card: ChargedCard): Stripe.PaymentMethodCreateParams {
  const { number, exp_month, exp_year } = card;
  return { type: 'card', card: { number, exp_month, exp_year }, ...billingOf(card) };
}

function outcomeOf(failure: StripeFailure): { type: 'refused' | 'unknown'; reason: string } {
  switch (failure.type) {
    case 'declined':
      return { type: 'refused', reason: `Stripe refused: ${failure.code ?? 'card_error'}.` };
    case 'refused':
      return { type: isPassing(failure.code) ? 'unknown' : 'refused', reason: failure.reason };
    case 'in_use':
      return { type: 'unknown', reason: 'Stripe is still working on the same request.' };
    case 'unsent':
    case 'doubt':
      return { type: 'unknown', reason: failure.reason };
  }
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}
