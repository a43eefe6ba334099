import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ChallengeClaims, Metadata } from '@fieldfare/protocol';
import type { OperationDeps } from './operate.ts';
import { paymentTerms } from './payment-terms.ts';
import type { PaymentTerms } from './payment-terms.ts';
import type { CardVault, OpenedCard } from './ports/card-vault.ts';
import { paymentOfVerdict } from './payment-of-verdict.ts';
import type { PaymentIntent } from './ports/payment-repository.ts';
import type { AuthorizeOutcome, Processor } from './ports/processor.ts';
import type { MerchantDirectory } from './ports/session-repository.ts';
import type { Actor, PaymentRecord, SessionRecord } from './records.ts';
import { newRecordNumber } from './record-number.ts';
import { withoutCard } from './without-card.ts';
import { ATTEMPT_GRACE_MS, SEND_WITHIN_MS } from './reconcile-schedule.ts';
import { settleAuthorization } from './settle-authorization.ts';

export interface AuthorizeDeps extends OperationDeps {
  vault: CardVault;
  merchants: MerchantDirectory;
}

export interface AuthorizeInput {
  session: SessionRecord;
  challenge: ChallengeClaims;
  /** The card's nested JWT, still sealed. */
  cardPayload: string;
  metadata: Metadata;
  requestId: string;
  /** The shopper's network address, for the profile's velocity rules. */
  ip?: string;
}

const SHOPPER: Actor = { type: 'shopper', id: null, name: null };

/**
 * One payment from a sealed card to an outcome: opens the card in the vault, commits the intent (spending the challenge), asks the
 * processor, commits the outcome, and captures it at once where the session says so. Answers the payment whatever became of it; throws for what never became a payment.
 */
export async function authorizePayment(deps: AuthorizeDeps, input: AuthorizeInput): Promise<PaymentRecord> {
  const { session, challenge } = input;
  assertChallengeFits(session, challenge);
  const profile = await deps.merchants.profile(session.merchantId);
  if (!profile || profile.status !== 'active')
    throw new FieldfareError('permission_denied', {
      detail: 'merchant_disabled',
      message: 'This merchant cannot take payments at the moment.',
    });
  if (!session.hostKeys)
    throw new FieldfareError('conflict', {
      detail: 'session_not_hosted',
      message: 'Register the host with host:hostToken first.',
    });
  const card = await deps.vault.open(input.cardPayload, {
    merchantId: session.merchantId,
    sessionId: session.id,
    challengeId: challenge.jti,
    amountMinor: challenge.amount_minor,
    totalMinor: challenge.total_minor,
    currency: challenge.currency,
    signingKey: session.hostKeys.signing,
  });
  try {
    const processor = await deps.processors.route({
      merchantId: session.merchantId,
      mode: session.mode,
      method: card.stored.masked,
      currency: challenge.currency,
      amountMinor: challenge.total_minor,
    });
    const subject = { session, challenge, card: card.stored, ip: input.ip ?? null, now: deps.clock.now() };
    const terms = paymentTerms(profile, subject);
    return await authorizeOpened(deps, input, card, processor, terms);
  } finally {
    card.release();
  }
}

async function authorizeOpened(
  deps: AuthorizeDeps,
  input: AuthorizeInput,
  card: OpenedCard,
  processor: Processor,
  terms: PaymentTerms,
): Promise<PaymentRecord> {
  const now = deps.clock.now();
  const attemptId = newId('attempt', now);
  const verdict = await deps.payments.begin(intentOf(input, card, terms, processor.name, attemptId, now));
  const begun = paymentOfVerdict(verdict);
  const isTooLate = deps.clock.now().getTime() - now.getTime() > SEND_WITHIN_MS;
  if (verdict.type === 'repeated' || isTooLate) return begun;
  const outcome: AuthorizeOutcome = await card.use(async (secrets) => {
    const answer = await processor.authorize({
      attemptId,
      amountMinor: begun.totalMinor,
      currency: begun.currency,
      card: secrets,
      statementDescriptor: terms.statementDescriptor,
    });
    return withoutCard(answer, secrets);
  });
  card.release();
  return settleAuthorization(deps, begun, { attemptId, outcome, actor: SHOPPER, capture: input.session.capture });
}

function intentOf(
  input: AuthorizeInput,
  card: OpenedCard,
  terms: PaymentTerms,
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
    method: card.stored.masked,
    card: card.stored,
    checks: terms.checks,
    metadata: input.metadata,
    actor: SHOPPER,
    checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS),
    now,
  };
}

/** Names the payment and charges nothing. Like ids it is mostly letters, so that none reads like a card number. */
function newPaymentToken(now: Date): string {
  return newId('token', now).replace('tok_', 'pt_');
}

function assertChallengeFits(session: SessionRecord, challenge: ChallengeClaims): void {
  const fits =
    challenge.action === 'process_payment' &&
    challenge.session === session.id &&
    challenge.generation === session.generation;
  if (!fits)
    throw new FieldfareError('permission_denied', {
      detail: 'challenge_mismatch',
      message: 'The challenge was made for something else. Ask for a new one.',
    });
}
