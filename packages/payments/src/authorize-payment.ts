import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ChallengeClaims, Metadata } from '@fieldfare/protocol';
import { isAwaitingOutcome, outcomeMove } from './authorization-outcome.ts';
import { commitOutcome } from './commit-outcome.ts';
import { confirmPayment } from './confirm-payment.ts';
import type { OperationDeps } from './operate.ts';
import type { CardVault, OpenedCard } from './ports/card-vault.ts';
import type { IntentVerdict } from './ports/payment-repository.ts';
import type { AuthorizeOutcome, Processor } from './ports/processor.ts';
import type { MerchantDirectory } from './ports/session-repository.ts';
import type { Actor, PaymentRecord, SessionRecord } from './records.ts';
import { newRecordNumber } from './record-number.ts';
import { ATTEMPT_GRACE_MS } from './reconcile-schedule.ts';

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
}

const SHOPPER: Actor = { type: 'shopper', id: null, name: null };

/**
 * One payment from a sealed card to an outcome: opens the card in the vault, commits the intent (spending the challenge), asks the
 * processor, commits the outcome. Answers the payment whatever became of it; throws for what never became a payment.
 */
export async function authorizePayment(deps: AuthorizeDeps, input: AuthorizeInput): Promise<PaymentRecord> {
  const { session, challenge } = input;
  assertChallengeFits(session, challenge);
  const profile = await deps.merchants.profile(session.merchantId);
  if (!profile || profile.status !== 'active') throw new FieldfareError('permission_denied', { detail: 'merchant_disabled', message: 'This merchant cannot take payments at the moment.' });
  if (!session.hostKeys) throw new FieldfareError('conflict', { detail: 'session_not_hosted', message: 'Register the host with host:hostToken first.' });
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
    return await authorizeOpened(deps, input, card, deps.processors.forMode(session.mode), profile.statementDescriptor);
  } finally {
    card.release();
  }
}

async function authorizeOpened(deps: AuthorizeDeps, input: AuthorizeInput, card: OpenedCard, processor: Processor, statementDescriptor: string): Promise<PaymentRecord> {
  const now = deps.clock.now();
  const attemptId = newId('attempt', now);
  const verdict = await deps.payments.begin({
    merchantId: input.session.merchantId,
    sessionId: input.session.id,
    generation: input.challenge.generation,
    revision: input.challenge.revision,
    requestId: input.requestId,
    challengeId: input.challenge.jti,
    challengeExpiresAt: new Date(input.challenge.exp * 1_000),
    paymentId: newId('payment', now),
    attemptId,
    eventId: newId('event', now),
    paymentToken: `pt_${globalThis.crypto.randomUUID().replaceAll('-', '')}`,
    recordNumber: newRecordNumber(),
    amountMinor: input.challenge.amount_minor,
    totalMinor: input.challenge.total_minor,
    currency: input.challenge.currency,
    processor: processor.name,
    method: card.stored.masked,
    card: card.stored,
    metadata: input.metadata,
    actor: SHOPPER,
    checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS),
    now,
  });
  const begun = paymentOf(verdict);
  if (verdict.type === 'repeated') return begun;
  const outcome: AuthorizeOutcome = await card.use((secrets) =>
    processor.authorize({ attemptId, amountMinor: begun.totalMinor, currency: begun.currency, card: secrets, statementDescriptor }),
  );
  const settled = await commitOutcome(deps, begun, (payment) => (isAwaitingOutcome(payment) ? outcomeMove(payment, attemptId, outcome, SHOPPER, deps.clock.now()) : null));
  if (settled.status !== 'authorized' || input.session.capture === 'manual') return settled;
  return confirmPayment(deps, settled, { amountMinor: null, requestId: null, actor: { type: 'system', id: null, name: 'Automatic capture' } });
}

function assertChallengeFits(session: SessionRecord, challenge: ChallengeClaims): void {
  const fits = challenge.action === 'process_payment' && challenge.session === session.id && challenge.generation === session.generation;
  if (!fits) throw new FieldfareError('permission_denied', { detail: 'challenge_mismatch', message: 'The challenge was made for something else. Ask for a new one.' });
}

function paymentOf(verdict: IntentVerdict): PaymentRecord {
  switch (verdict.type) {
    case 'begun':
    case 'repeated':
      return verdict.payment;
    case 'payment_in_flight':
      throw new FieldfareError('conflict', { detail: 'payment_in_flight', audience: 'payer', message: 'A payment is already being processed.' });
    case 'payment_in_doubt':
      throw new FieldfareError('conflict', { detail: 'payment_in_doubt', audience: 'payer', message: 'The bank has not answered yet. You have not been charged twice; please do not pay again.' });
    case 'already_paid':
      throw new FieldfareError('conflict', { detail: 'already_paid', audience: 'payer', message: 'This order is already paid.' });
    case 'session_closed':
      throw new FieldfareError('conflict', { detail: 'session_closed', audience: 'payer', message: 'This checkout has ended. Reload the page to start again.' });
    case 'too_many_attempts':
      throw new FieldfareError('rate_limited', { detail: 'too_many_attempts', audience: 'payer', message: 'There were too many attempts. Please contact the shop.' });
    case 'amount_changed':
      throw new FieldfareError('conflict', { detail: 'amount_changed', audience: 'payer', message: 'The amount has changed. Please look at the new total and try again.' });
    case 'challenge_replayed':
      throw new FieldfareError('permission_denied', { detail: 'challenge_replayed', message: 'This challenge was spent before. Ask for a new one.' });
  }
}
