import { metadataOf } from './form-params.ts';
import type { FormParams } from './form-params.ts';
import { CARD_ERRORS } from './stripe-cards.ts';
import { StripeFault, invalid, missing } from './stripe-fault.ts';
import { newId } from './stripe-id.ts';
import { StripeVault } from './stripe-vault.ts';

interface Intent {
  id: string;
  object: 'payment_intent';
  status: 'requires_capture' | 'succeeded' | 'canceled' | 'requires_payment_method';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  currency: string;
  created: number;
  metadata: Record<string, string>;
  last_payment_error: Record<string, unknown> | null;
  latest_charge: {
    id: string;
    amount_refunded: number;
    payment_method_details: { card: Record<string, unknown> };
  } | null;
}

interface Refund {
  id: string;
  object: 'refund';
  status: string;
  amount: number;
  payment_intent: string;
  metadata: Record<string, string>;
}

interface Dispute {
  id: string;
  object: 'dispute';
  status: string;
  amount: number;
  currency: string;
  reason: string;
  evidence_details: { due_by: number };
  payment_intent: Intent;
}

interface Warning {
  id: string;
  object: 'radar.early_fraud_warning';
  fraud_type: string;
  payment_intent: Intent;
}

/** Of their three decimals Stripe takes two, and a zero. */
const THREE_DECIMALS = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
const HOLD_SECONDS = 7 * 86_400;
const SEARCH_LAG_SECONDS = 60;

/** The part of Stripe's books that the adapter uses, by the rules of its API reference. */
export class StripeBooks {
  readonly #intents = new Map<string, Intent>();
  readonly #refunds: Refund[] = [];
  readonly #disputes = new Map<string, Dispute>();
  readonly #warnings = new Map<string, Warning>();
  readonly #now: () => Date;
  readonly vault: StripeVault;

  constructor(now: () => Date) {
    this.#now = now;
    this.vault = new StripeVault(now);
  }

  createIntent(params: FormParams): Intent {
    const number = this.vault.numberFor(params);
    const intent = this.#newIntent(params);
    this.#intents.set(intent.id, intent);
    const cardError = CARD_ERRORS.get(number);
    if (!cardError || isExempt(cardError.code, params)) return intent;
    const error = { type: 'card_error', message: 'The card was declined.', ...cardError };
    Object.assign(intent, { status: 'requires_payment_method', amount_capturable: 0, last_payment_error: error });
    throw new StripeFault(402, { ...error, payment_intent: intent });
  }

  capture(id: string, params: FormParams): Intent {
    const intent = this.intent(id);
    assertHeld(intent);
    const amount = Number(params.get('amount_to_capture'));
    if (amount < 1 || amount > intent.amount_capturable) throw invalid('amount_too_large', 'More than is capturable.');
    Object.assign(intent, { status: 'succeeded', amount_capturable: 0, amount_received: amount });
    Object.assign(intent.metadata, metadataOf(params));
    return intent;
  }

  cancel(id: string): Intent {
    const intent = this.intent(id);
    assertHeld(intent);
    return Object.assign(intent, { status: 'canceled' as const, amount_capturable: 0 });
  }

  refund(params: FormParams): Refund {
    const intent = this.intent(params.get('payment_intent') ?? '');
    if (intent.status !== 'succeeded') throw invalid('charge_not_refundable', 'Nothing was captured.');
    const standing = this.refundsOf(intent.id).filter(({ status }) => status !== 'failed');
    const refunded = standing.reduce((sum, { amount }) => sum + amount, 0);
    const amount = Number(params.get('amount'));
    if (refunded + amount > intent.amount_received) throw invalid('charge_already_refunded', 'More than is left.');
    const refund: Refund = {
      id: newId('re'),
      object: 'refund',
      status: 'succeeded',
      amount,
      payment_intent: intent.id,
      metadata: metadataOf(params),
    };
    this.#refunds.push(refund);
    this.#sumRefunds(intent);
    return refund;
  }

  /** What a bank does days later: it cannot carry the refund out, and Stripe takes it back. */
  failRefund(id: string): Refund {
    const refund = this.#refunds.find((each) => each.id === id);
    if (!refund) throw missing('refund');
    Object.assign(refund, { status: 'failed' });
    this.#sumRefunds(this.intent(refund.payment_intent));
    return refund;
  }

  /** What a shopper does at the bank; `status` as Stripe words it. */
  openDispute(intentId: string, status = 'needs_response'): Dispute {
    const intent = this.intent(intentId);
    const dispute: Dispute = {
      id: newId('du'),
      object: 'dispute',
      status,
      amount: intent.amount_received,
      currency: intent.currency,
      reason: 'fraudulent',
      evidence_details: { due_by: Math.floor(this.#now().getTime() / 1_000) + 7 * 86_400 },
      payment_intent: intent,
    };
    this.#disputes.set(dispute.id, dispute);
    return dispute;
  }

  /** What an issuer reports before its cardholder disputes anything. */
  warnOfFraud(intentId: string): Warning {
    const payment_intent = this.intent(intentId);
    const warning = {
      id: newId('issfr'),
      object: 'radar.early_fraud_warning',
      fraud_type: 'card_never_received',
      payment_intent,
    } as const;
    this.#warnings.set(warning.id, warning);
    return warning;
  }

  warning(id: string): Warning {
    const warning = this.#warnings.get(id);
    if (!warning) throw missing('early_fraud_warning');
    return warning;
  }

  dispute(id: string): Dispute {
    const dispute = this.#disputes.get(id);
    if (!dispute) throw missing('dispute');
    return dispute;
  }

  /** An authorization that ran out is canceled by Stripe. */
  intent(id: string): Intent {
    const intent = this.#intents.get(id);
    if (!intent) throw missing('payment_intent');
    const hasLapsed = this.#now().getTime() / 1_000 >= intent.created + HOLD_SECONDS;
    if (intent.status === 'requires_capture' && hasLapsed) {
      Object.assign(intent, { status: 'canceled', amount_capturable: 0 });
    }
    return intent;
  }

  /** Newest first, as Stripe lists. */
  intents(from: number, to: number): Intent[] {
    return [...this.#intents.values()].filter(({ created }) => created >= from && created <= to).toReversed();
  }

  /** By metadata, among what was made more than a minute ago: so far the search is behind. */
  search(key: string, value: string): Intent[] {
    const until = this.#now().getTime() / 1_000 - SEARCH_LAG_SECONDS;
    return this.intents(0, until).filter(({ metadata }) => metadata[key] === value);
  }

  refundsOf(intent: string): Refund[] {
    return this.#refunds.filter((refund) => refund.payment_intent === intent).toReversed();
  }

  #sumRefunds(intent: Intent): void {
    const standing = this.refundsOf(intent.id).filter(({ status }) => status !== 'failed');
    const amount_refunded = standing.reduce((sum, { amount }) => sum + amount, 0);
    if (intent.latest_charge) Object.assign(intent.latest_charge, { amount_refunded });
  }

  #newIntent(params: FormParams): Intent {
    const amount = Number(params.get('amount'));
    if (!Number.isInteger(amount) || amount < 1) throw invalid('parameter_invalid_integer', 'Invalid amount.');
    const isTooFine = THREE_DECIMALS.has(params.get('currency') ?? '') && amount % 10 !== 0;
    if (isTooFine) throw invalid('parameter_invalid_integer', 'The last digit of a three-decimal currency must be 0.');
    const created = Math.floor(this.#now().getTime() / 1_000);
    const card = { capture_before: created + HOLD_SECONDS, network_transaction_id: newId('nti') };
    return {
      id: newId('pi'),
      object: 'payment_intent',
      status: 'requires_capture',
      amount,
      amount_capturable: amount,
      amount_received: 0,
      currency: params.get('currency') ?? '',
      created,
      metadata: metadataOf(params),
      last_payment_error: null,
      latest_charge: { id: newId('ch'), amount_refunded: 0, payment_method_details: { card } },
    };
  }
}

/** An earlier transaction of the card stands for its holder; a code that was not sent is not wrong. */
function isExempt(code: string, params: FormParams): boolean {
  if (code === 'authentication_required')
    return params.has('payment_method_options[card][mit_exemption][network_transaction_id]');
  const hasCode = params.has('payment_method_data[card][cvc]') || params.has('payment_method_options[card][cvc_token]');
  return code === 'incorrect_cvc' && !hasCode;
}

function assertHeld(intent: Intent): void {
  if (intent.status === 'requires_capture') return;
  throw invalid('payment_intent_unexpected_state', `This PaymentIntent is ${intent.status}.`);
}
