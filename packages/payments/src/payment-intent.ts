import { newId } from '@fieldfare/protocol';
import type { MaskedMethod } from '@fieldfare/protocol';
import type { AuthorizeInput } from './authorize-payment.ts';
import type { PaymentTerms } from './payment-terms.ts';
import type { RoutedPayment } from './ports/processor-directory.ts';
import type { PaymentIntent } from './ports/payment-repository.ts';
import type { Actor } from './records.ts';
import { newRecordNumber } from './record-number.ts';
import { ATTEMPT_GRACE_MS } from './reconcile-schedule.ts';

export const SHOPPER: Actor = { type: 'shopper', id: null, name: null };

/** What decides which processor the payment goes to. */
export function routedBy({ session, challenge }: AuthorizeInput, method: MaskedMethod): RoutedPayment {
  return {
    merchantId: session.merchantId,
    mode: session.mode,
    method,
    currency: challenge.currency,
    amountMinor: challenge.total_minor,
  };
}

/** What is paid with: what may be shown of it, and what the intent stores or names. */
export interface PaidWith {
  masked: MaskedMethod;
  card: PaymentIntent['card'];
}

/** The intent of a payment by what the vault stored of its method. */
export function intentOf(
  input: AuthorizeInput,
  { masked, card }: PaidWith,
  terms: Pick<PaymentTerms, 'feeMinor' | 'checks'>,
  processor: string,
  attemptId: string,
  now: Date,
): PaymentIntent {
  const { session, challenge } = input;
  return {
    merchantId: session.merchantId,
    sessionId: session.id,
    generation: challenge.generation,
    revision: challenge.revision,
    requestId: input.requestId,
    challengeId: challenge.jti,
    challengeExpiresAt: new Date(challenge.exp * 1_000),
    paymentId: newId('payment', now),
    attemptId,
    eventId: newId('event', now),
    paymentToken: newPaymentToken(now),
    recordNumber: newRecordNumber(),
    amountMinor: challenge.amount_minor,
    feeMinor: terms.feeMinor,
    totalMinor: challenge.total_minor,
    currency: challenge.currency,
    processor,
    method: masked,
    card,
    checks: terms.checks,
    metadata: input.metadata,
    actor: SHOPPER,
    checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS),
    now,
  };
}

/** Names the payment and charges nothing. Like ids it is mostly letters, so that none reads like a card number. */
export function newPaymentToken(now: Date): string {
  return newId('token', now).replace('tok_', 'pt_');
}
