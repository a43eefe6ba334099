import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ChallengeClaims, Metadata } from '@fieldfare/protocol';
import { acceptDebit } from './accept-debit.ts';
import { askAuthorization } from './ask-authorization.ts';
import type { OperationDeps } from './operate.ts';
import { intentOf, routedBy, SHOPPER } from './payment-intent.ts';
import { paymentTerms } from './payment-terms.ts';
import type { PaymentTerms } from './payment-terms.ts';
import type { CardExpectation, CardVault, OpenedCard } from './ports/card-vault.ts';
import { paymentOfVerdict } from './payment-of-verdict.ts';
import type { Processor } from './ports/processor.ts';
import type { MerchantDirectory } from './ports/session-repository.ts';
import type { PaymentRecord, SessionRecord } from './records.ts';
import { SEND_WITHIN_MS } from './reconcile-schedule.ts';
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

/**
 * One payment from a sealed card or bank account to an outcome: opens it in the vault, commits the intent (spending the challenge), asks the
 * processor, commits the outcome, and captures it at once where the session says so. A bank account
 * is taken without asking anybody (`acceptDebit`). Answers the payment whatever became of it; throws for what never became a payment.
 */
export async function authorizePayment(deps: AuthorizeDeps, input: AuthorizeInput): Promise<PaymentRecord> {
  const { session, challenge } = input;
  assertChallengeFits(session, challenge);
  if (session.kind === 'setup') throw setupSession();
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
  const expected: CardExpectation = {
    merchantId: session.merchantId,
    sessionId: session.id,
    challengeId: challenge.jti,
    amountMinor: challenge.amount_minor,
    totalMinor: challenge.total_minor,
    currency: challenge.currency,
    signingKey: session.hostKeys.signing,
  };
  if (challenge.method === 'ach') return acceptDebit(deps, input, { expected, profile });
  const card = await deps.vault.open(input.cardPayload, expected);
  try {
    const processor = await deps.processors.route(routedBy(input, card.stored));
    const subject = { session, challenge, card: card.stored, ip: input.ip ?? null, now: deps.clock.now() };
    return await authorizeOpened(deps, input, card, processor, paymentTerms(profile, subject));
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
  const verdict = await deps.payments.begin(intentOf(input, card.stored, terms, processor.name, attemptId, now));
  const begun = paymentOfVerdict(verdict);
  const isTooLate = deps.clock.now().getTime() - now.getTime() > SEND_WITHIN_MS;
  if (verdict.type === 'repeated' || isTooLate) return begun;
  const { statementDescriptor } = terms;
  const outcome = await askAuthorization(begun, { attemptId, processor, card, statementDescriptor });
  return settleAuthorization(deps, begun, { attemptId, outcome, actor: SHOPPER, capture: input.session.capture });
}

function setupSession(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'setup_session',
    message: 'A setup session saves a payment method and takes no payment. Send tokenize_payment_method.',
  });
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
