import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ChallengeClaims } from '@fieldfare/protocol';
import { assertMethodAllowed } from './assert-method-allowed.ts';
import { SHOPPER } from './payment-intent.ts';
import { refusalOf } from './payment-of-verdict.ts';
import type { CardExpectation, CardVault, StoredCard } from './ports/card-vault.ts';
import type { Clock } from './ports/clock.ts';
import type { PaymentMethodRecord, PaymentMethodRepository } from './ports/payment-method-repository.ts';
import type { MerchantDirectory } from './ports/session-repository.ts';
import type { MerchantProfile, SessionRecord } from './records.ts';
import { storeOpened } from './store-opened.ts';

export interface TokenizeDeps {
  vault: Pick<CardVault, 'open' | 'openBankAccount' | 'forgetKey'>;
  merchants: MerchantDirectory;
  paymentMethods: Pick<PaymentMethodRepository, 'save'>;
  clock: Clock;
}

export interface TokenizeInput {
  session: SessionRecord;
  challenge: ChallengeClaims;
  /** The nested JWT of a card or bank account, still sealed. */
  payload: string;
  requestId: string;
}

/**
 * Saves a card or bank account for later: opened and stored by the vault, named by an id, asked of nobody. In one commit, which spends the
 * challenge and completes a setup session. A security code is read and forgotten: it is never stored.
 */
export async function tokenizePaymentMethod(deps: TokenizeDeps, input: TokenizeInput): Promise<PaymentMethodRecord> {
  const { session } = input;
  const profile = await deps.merchants.profile(session.merchantId);
  if (!profile || profile.status !== 'active')
    throw new FieldfareError('permission_denied', {
      detail: 'merchant_disabled',
      message: 'This merchant cannot save payment methods at the moment.',
    });
  return storeOpened(
    deps.vault,
    async () => ({ stored: await storedOf(deps, input) }),
    ({ stored }) => save(deps, input, profile, stored),
  );
}

async function save(
  deps: TokenizeDeps,
  { session, challenge, requestId }: TokenizeInput,
  profile: MerchantProfile,
  stored: StoredCard,
): Promise<PaymentMethodRecord> {
  assertMethodAllowed(profile, session, stored.masked);
  const now = deps.clock.now();
  const verdict = await deps.paymentMethods.save({
    id: newId('paymentMethod', now),
    merchantId: session.merchantId,
    sessionId: session.id,
    generation: challenge.generation,
    revision: challenge.revision,
    requestId,
    challengeId: challenge.jti,
    challengeExpiresAt: new Date(challenge.exp * 1_000),
    stored,
    actor: SHOPPER,
    now,
  });
  if (verdict.type === 'saved' || verdict.type === 'repeated') return verdict.paymentMethod;
  throw refusalOf(verdict.type);
}

async function storedOf(deps: TokenizeDeps, { session, challenge, payload }: TokenizeInput): Promise<StoredCard> {
  const fits =
    challenge.action === 'tokenize_payment_method' &&
    challenge.session === session.id &&
    challenge.generation === session.generation;
  if (!fits || !session.hostKeys)
    throw new FieldfareError('permission_denied', {
      detail: 'challenge_mismatch',
      message: 'The challenge was made for something else. Ask for a new one.',
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
  if (challenge.method === 'ach') return (await deps.vault.openBankAccount(payload, expected)).stored;
  const card = await deps.vault.open(payload, expected);
  card.release();
  return card.stored;
}
