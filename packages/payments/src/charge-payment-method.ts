import { FieldfareError, newId } from '@fieldfare/protocol';
import type { CaptureMethod, Currency, Metadata } from '@fieldfare/protocol';
import { askAuthorization } from './ask-authorization.ts';
import type { AskedAuthorization } from './ask-authorization.ts';
import { referenceAt } from './card-on-file.ts';
import { assertAmountAllowed } from './assert-amount-allowed.ts';
import { assertMethodAllowed } from './assert-method-allowed.ts';
import type { AuthorizeDeps } from './authorize-payment.ts';
import {
  chargeOfVerdict,
  customerMismatch,
  debitNotPossible,
  methodNotFound,
  methodRevoked,
} from './charge-refusals.ts';
import { historyChecksOf } from './history-checks.ts';
import { newPaymentToken } from './payment-intent.ts';
import type { LentCard } from './ports/card-vault.ts';
import type { ChargeableMethod } from './ports/payment-method-repository.ts';
import type { ChargeIntent, PaymentScope } from './ports/payment-repository.ts';
import type { Processor } from './ports/processor.ts';
import type { RoutedPayment } from './ports/processor-directory.ts';
import { assertTotalsPossible, quoteFee } from './quote-fee.ts';
import { newRecordNumber } from './record-number.ts';
import { ATTEMPT_GRACE_MS, SEND_WITHIN_MS } from './reconcile-schedule.ts';
import type { Actor, MerchantProfile, PaymentRecord } from './records.ts';
import { settleAsked, settleAuthorization } from './settle-authorization.ts';

export interface ChargeInput extends PaymentScope {
  paymentMethodId: string;
  /** Where given, the method must be this customer's, or nobody's. */
  customerId: string | null;
  amountMinor: number;
  currency: Currency;
  capture: CaptureMethod;
  reference: string | null;
  /** Whether the merchant charges by itself (a subscription, an agreed top-up), or because its customer asks it to at this moment. */
  isOffSession: boolean;
  metadata: Metadata;
  /** The same request charges once. */
  requestId: string;
  actor: Actor;
}

const DAY_MS = 86_400_000;

/**
 * Charges a saved card or bank account without its shopper: the profile's rules, the history, the fee, the intent, the processor (told by
 * which earlier transaction the network knows the card, and never with a security code) and the outcome, as for every other payment. Nobody
 * can answer a challenge here, so that a bank's wish for one is a decline. Answers the payment whatever became of it; throws for what never
 * became one.
 */
export async function chargePaymentMethod(deps: AuthorizeDeps, input: ChargeInput): Promise<PaymentRecord> {
  const profile = await deps.merchants.profile(input.merchantId);
  if (!profile || profile.status !== 'active')
    throw new FieldfareError('permission_denied', {
      detail: 'merchant_disabled',
      message: 'This merchant cannot take payments at the moment.',
    });
  assertAmountAllowed(profile, input);
  const saved = await deps.paymentMethods.findChargeable(input.paymentMethodId, input);
  if (!saved) throw methodNotFound();
  if (saved.status === 'revoked') throw methodRevoked();
  const isOthers = saved.customerId !== null && saved.customerId !== (input.customerId ?? saved.customerId);
  if (isOthers) throw customerMismatch();
  assertMethodAllowed(profile, { methods: profile.methods, currency: input.currency }, saved.method);
  const quotable = { amountMinor: input.amountMinor, feeMode: profile.feeMode };
  assertTotalsPossible(profile, quotable, [saved.method.type]);
  const quote = quoteFee(profile, quotable, saved.method);
  const routed = {
    merchantId: input.merchantId,
    mode: input.mode,
    method: saved.method,
    currency: input.currency,
    amountMinor: quote.totalMinor,
  };
  const processor = await deps.processors.route(routed);
  const context = { profile, saved, quote, processor, routed };
  if (saved.method.type === 'ach') {
    if (!processor.debits || input.currency !== 'USD') throw debitNotPossible();
    return charge(deps, input, context, null);
  }
  // Opened before the intent: a card that opens no more never becomes a payment.
  const card = await deps.vault.openSaved(saved);
  try {
    return await charge(deps, input, context, card);
  } finally {
    card.release();
  }
}

interface ChargeContext {
  profile: MerchantProfile;
  saved: ChargeableMethod;
  quote: { feeMinor: number; totalMinor: number };
  processor: Processor;
  routed: RoutedPayment;
}

async function charge(
  deps: AuthorizeDeps,
  input: ChargeInput,
  context: ChargeContext,
  card: LentCard | null,
): Promise<PaymentRecord> {
  const { saved, profile, processor, routed } = context;
  const { networkTransactionId } = saved;
  const onFile = { saved, credential: { isOffSession: input.isOffSession, networkTransactionId } };
  const reference = card && (await referenceAt(deps, onFile, processor));
  const now = deps.clock.now();
  const intent = intentOf(input, context, now);
  const verdict = await deps.payments.beginCharge(intent);
  const begun = chargeOfVerdict(verdict);
  const isTooLate = deps.clock.now().getTime() - now.getTime() > SEND_WITHIN_MS;
  if (verdict.type === 'repeated' || isTooLate) return begun;
  const { attemptId } = intent;
  const { actor, capture } = input;
  if (!card) {
    const expiresAt = new Date(now.getTime() + profile.authorizationDays * DAY_MS);
    const outcome = { type: 'accepted', authorizedMinor: begun.totalMinor, expiresAt } as const;
    return settleAuthorization(deps, begun, { attemptId, outcome, actor, capture });
  }
  const { statementDescriptor } = profile;
  const question = { attemptId, processor, card, onFile, reference, statementDescriptor, routed, actor };
  const asked = await askAuthorization(deps, begun, question);
  return settleAsked(deps, await withoutChallenge(asked), { actor, capture });
}

/** A processor that asks for a challenge all the same is told that nobody will answer it. */
async function withoutChallenge(asked: AskedAuthorization): Promise<AskedAuthorization> {
  if (asked.outcome?.type !== 'action_required') return asked;
  const { processor, attemptId } = asked;
  const outcome = await processor.challenges?.abandon({ attemptId });
  return { ...asked, outcome: outcome ?? { type: 'unknown', reason: 'The bank waits for an answer of nobody.' } };
}

function intentOf(input: ChargeInput, { profile, saved, quote, processor }: ChargeContext, now: Date): ChargeIntent {
  return {
    merchantId: input.merchantId,
    mode: input.mode,
    paymentMethodId: saved.id,
    customerId: input.customerId ?? saved.customerId,
    requestId: input.requestId,
    paymentId: newId('payment', now),
    attemptId: newId('attempt', now),
    eventId: newId('event', now),
    paymentToken: newPaymentToken(now),
    recordNumber: newRecordNumber(),
    reference: input.reference,
    amountMinor: input.amountMinor,
    feeMode: profile.feeMode,
    ...quote,
    currency: input.currency,
    capture: input.capture,
    processor: processor.name,
    // No network address: what calls is the merchant's own server.
    checks: historyChecksOf(profile, { fingerprint: saved.fingerprint, ip: null, now }),
    metadata: input.metadata,
    actor: input.actor,
    checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS),
    now,
  };
}
