import type { AuthorizeRequest, ChargedCard, StoredCredential } from '@fieldfare/payments';
import type { Stripe } from 'stripe';
import type { StripeReference } from './kept-reference.ts';
import { ATTEMPT_KEY } from './outcome-of.ts';
import { billingOf } from './billing-of.ts';

/** How a kept card is charged: by what Stripe calls it, and by a token that stands for its code where its holder typed it again. */
export interface KeptMethod extends StripeReference {
  codeToken: string | null;
}

/** What Stripe is sent for an authorization. The SDK's types leave out the list of types. */
export function intentOf(
  { attemptId, amountMinor, currency, stored, statementDescriptor }: AuthorizeRequest,
  card: ChargedCard | KeptMethod,
): Stripe.PaymentIntentCreateParams {
  const isKept = 'method' in card;
  const codeToken = isKept ? card.codeToken : null;
  const options = {
    ...(stored ? exemptionOf(stored) : {}),
    ...(codeToken === null ? {} : { cvc_token: codeToken }),
  };
  const request = {
    amount: amountMinor,
    currency: currency.toLowerCase(),
    capture_method: 'manual',
    confirm: true,
    // Stripe's challenges are pages of its own script, which no frame of ours runs: the bank's wish for one is a decline.
    error_on_requires_action: true,
    payment_method_types: ['card'],
    ...(isKept ? { customer: card.customer, payment_method: card.method } : { payment_method_data: methodOf(card) }),
    ...(stored?.isOffSession ? { off_session: true } : {}),
    ...(Object.keys(options).length === 0 ? {} : { payment_method_options: { card: options } }),
    // Stripe takes a code's token only where the server confirms.
    ...(codeToken === null ? {} : { confirmation_method: 'manual' }),
    statement_descriptor_suffix: statementDescriptor,
    metadata: { [ATTEMPT_KEY]: attemptId },
    expand: ['latest_charge'],
  };
  return request;
}

function methodOf(card: ChargedCard) {
  const { number, exp_month, exp_year, cvc } = card;
  return {
    type: 'card',
    card: { number, exp_month, exp_year, ...(cvc === undefined ? {} : { cvc }) },
    ...billingOf(card),
  };
}

/** Which transaction the card's holder was there for, where the network knows one. */
function exemptionOf({ networkTransactionId }: StoredCredential) {
  return networkTransactionId === null ? {} : { mit_exemption: { network_transaction_id: networkTransactionId } };
}
