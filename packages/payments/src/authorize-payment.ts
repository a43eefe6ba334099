import { FieldfareError, Metadata, NewMetadata, newId } from '@fieldfare/protocol';
import type { ChallengeClaims } from '@fieldfare/protocol';
import { acceptDebit } from './accept-debit.ts';
import { askAuthorization } from './ask-authorization.ts';
import { referenceAt } from './card-on-file.ts';
import type { CardOnFile } from './card-on-file.ts';
import type { OperationDeps } from './operate.ts';
import { intentOf, routedBy, SHOPPER } from './payment-intent.ts';
import type { PaidWith } from './payment-intent.ts';
import { paymentTerms } from './payment-terms.ts';
import type { PaymentTerms } from './payment-terms.ts';
import type { CardExpectation, CardVault, LentCard } from './ports/card-vault.ts';
import type { PaymentMethodRepository } from './ports/payment-method-repository.ts';
import { paymentOfVerdict } from './payment-of-verdict.ts';
import type { Processor } from './ports/processor.ts';
import type { MerchantDirectory } from './ports/session-repository.ts';
import type { MerchantProfile, PaymentRecord, SessionRecord } from './records.ts';
import { SEND_WITHIN_MS } from './reconcile-schedule.ts';
import { settleAsked } from './settle-authorization.ts';
import { storeOpened } from './store-opened.ts';

export interface AuthorizeDeps extends OperationDeps {
  vault: CardVault;
  merchants: MerchantDirectory;
  paymentMethods: Pick<PaymentMethodRepository, 'findChargeable'>;
}

export interface AuthorizeInput {
  session: SessionRecord;
  challenge: ChallengeClaims;
  /** The card's nested JWT, still sealed. */
  cardPayload: string;
  /** What the page adds to the session's, none of whose keys it can replace. */
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
  assertMetadataFits(session, input.metadata);
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
  if (session.savedMethod) return paySaved(deps, input, { expected, profile, savedMethod: session.savedMethod });
  return storeOpened(
    deps.vault,
    () => openCard(deps, input.cardPayload, expected),
    (opened) => payOpened(deps, input, profile, { ...opened.stored, card: opened.stored, lent: opened }),
  );
}

/** What takes a payment longest before its intent; those that are ready sooner wait for it. */
async function openCard({ payments, vault }: AuthorizeDeps, payload: string, expected: CardExpectation) {
  const endOfWay = payments.expectIntent();
  try {
    return await vault.open(payload, expected);
  } finally {
    endOfWay();
  }
}

/** The card that a payment is made with, open for as long as it takes. */
interface OpenedPayment extends PaidWith {
  fingerprint: Buffer;
  lent: LentCard;
  /** There where the card was saved before. */
  onFile?: CardOnFile;
}

interface SavedPayment {
  expected: CardExpectation;
  profile: MerchantProfile;
  savedMethod: NonNullable<SessionRecord['savedMethod']>;
}

/** The shopper is there and has typed the saved card's security code, where the profile wants it, and nothing else. */
async function paySaved(deps: AuthorizeDeps, input: AuthorizeInput, { expected, profile, savedMethod }: SavedPayment) {
  const saved = await deps.paymentMethods.findChargeable(savedMethod.id, input.session);
  if (!saved || saved.status === 'revoked') throw savedCardGone();
  const lent = await deps.vault.openSaved(saved, {
    payload: input.cardPayload,
    expected,
    paymentMethodId: saved.id,
    isRequired: profile.savedCardCode === 'required',
  });
  const { token, method: masked, fingerprint, networkTransactionId } = saved;
  const card = { token, paymentMethodId: saved.id };
  return payOpened(deps, input, profile, {
    masked,
    fingerprint,
    card,
    lent,
    onFile: { saved, credential: { isOffSession: false, networkTransactionId } },
  });
}

async function payOpened(
  deps: AuthorizeDeps,
  input: AuthorizeInput,
  profile: MerchantProfile,
  opened: OpenedPayment,
): Promise<PaymentRecord> {
  const { session, challenge } = input;
  try {
    const processor = await deps.processors.route(routedBy(input, opened.masked));
    const subject = { session, challenge, card: opened, ip: input.ip ?? null, now: deps.clock.now() };
    return await authorizeOpened(deps, input, opened, processor, paymentTerms(profile, subject));
  } finally {
    opened.lent.release();
  }
}

async function authorizeOpened(
  deps: AuthorizeDeps,
  input: AuthorizeInput,
  opened: OpenedPayment,
  processor: Processor,
  terms: PaymentTerms,
): Promise<PaymentRecord> {
  const reference = await referenceAt(deps, opened.onFile, processor);
  const now = deps.clock.now();
  const attemptId = newId('attempt', now);
  const verdict = await deps.payments.begin(intentOf(input, opened, terms, processor.name, attemptId, now));
  const begun = paymentOfVerdict(verdict);
  const isTooLate = deps.clock.now().getTime() - now.getTime() > SEND_WITHIN_MS;
  if (verdict.type === 'repeated' || isTooLate) return begun;
  const { statementDescriptor } = terms;
  const { lent: card, onFile } = opened;
  const routed = routedBy(input, opened.masked);
  const question = {
    attemptId,
    processor,
    card,
    reference,
    statementDescriptor,
    routed,
    actor: SHOPPER,
    ...(onFile ? { onFile } : {}),
  };
  const asked = await askAuthorization(deps, begun, question);
  return settleAsked(deps, asked, { actor: SHOPPER, capture: input.session.capture });
}

function savedCardGone(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'payment_method_revoked',
    audience: 'payer',
    message: 'This saved card cannot be used any more. Choose another way to pay.',
  });
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

/** A page adds keys of its own beside the merchant's, which it cannot replace; together they are no more than either may have. */
function assertMetadataFits(session: SessionRecord, added: Metadata): void {
  const kept = NewMetadata.safeParse(added);
  if (!kept.success)
    throw new FieldfareError('validation_error', {
      detail: 'parameter_invalid',
      param: 'metadata',
      message: 'No key of the metadata may be that of a security code: nobody may keep one.',
    });
  if (Metadata.safeParse({ ...added, ...session.metadata }).success) return;
  throw new FieldfareError('validation_error', {
    detail: 'parameter_invalid',
    param: 'metadata',
    message: "With the session's own keys the metadata would have more than 20.",
  });
}
