import { randomBytes } from 'node:crypto';
import type { ChargedCard, DetachOutcome, Processor, TokenizeOutcome } from '@fieldfare/payments';
import type { Braintree } from './braintree-gateway.ts';
import { CustomerReply, KeepingReply } from './braintree-replies.ts';
import { cardOf } from './card-of.ts';
import { failureOf, refusalOf } from './failure-of.ts';

// "Customer ID has already been taken.": what comes of keeping the same card again.
const ALREADY_KEPT = '91609';
// Braintree's own names are short, and may be another merchant's elsewhere; 128 bits are nobody else's, whatever account is asked.
const TOKEN_BYTES = 16;
// Refusals of the moment; later the same is taken.
const PASSING: ReadonlySet<string> = new Set(['tooManyRequestsError']);

/**
 * Cards that Braintree keeps: each is the one card of a Customer of its own, which bears our keeping's id, so that keeping again finds what was
 * kept, and forgetting needs nothing else. The card's own name is a random one of ours.
 */
export function createBraintreeKeeping(
  { customer }: Braintree,
  onRefusal: (code: string) => void,
): Pick<Processor, 'tokenize' | 'detach'> {
  const failed = (error: unknown): { type: 'refused' | 'unknown'; reason: string } => {
    const failure = failureOf(error);
    if (failure.type === 'doubt') return { type: 'unknown', reason: failure.reason };
    onRefusal(failure.code);
    return { type: PASSING.has(failure.code) ? 'unknown' : 'refused', reason: failure.reason };
  };

  const keep = async (keepingId: string, card: ChargedCard): Promise<TokenizeOutcome> => {
    const reply = KeepingReply.parse(await customer.create(customerOf(keepingId, card)));
    if (reply.success) return keptBy(reply.customer);
    const refusal = refusalOf(reply);
    if (refusal.code === ALREADY_KEPT) return keptBy(await customer.find(keepingId));
    onRefusal(refusal.code);
    return { type: 'refused', reason: refusal.reason };
  };

  const forget = async (keepingId: string): Promise<DetachOutcome> => {
    try {
      await customer.delete(keepingId);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.type === 'doubt' || !failure.isMissing) return failed(error);
    }
    return { type: 'detached' };
  };

  return {
    tokenize: ({ keepingId, card }) => keep(keepingId, card).catch(failed),
    detach: ({ keepingId }) => forget(keepingId),
  };
}

function keptBy(customer: unknown): TokenizeOutcome {
  const [card] = CustomerReply.parse(customer).creditCards;
  return card
    ? { type: 'kept', reference: card.token }
    : { type: 'refused', reason: 'Braintree knows the customer of this card and no card of it.' };
}

/** Without a verification: the bank has authorized the card a moment ago. */
function customerOf(id: string, card: ChargedCard) {
  return {
    id,
    creditCard: {
      token: randomBytes(TOKEN_BYTES).toString('hex'),
      ...cardOf(card),
      ...(card.postal_code === undefined ? {} : { billingAddress: { postalCode: card.postal_code } }),
      options: { verifyCard: false },
    },
  };
}
