import { FieldfareError, newId } from '@fieldfare/protocol';
import type { AuthorizeDeps, AuthorizeInput } from './authorize-payment.ts';
import { intentOf, routedBy, SHOPPER } from './payment-intent.ts';
import { paymentTerms } from './payment-terms.ts';
import { paymentOfVerdict } from './payment-of-verdict.ts';
import type { CardExpectation, StoredCard } from './ports/card-vault.ts';
import type { MerchantProfile, PaymentRecord } from './records.ts';
import { settleAuthorization } from './settle-authorization.ts';
import { storeOpened } from './store-opened.ts';

export interface DebitContext {
  expected: CardExpectation;
  profile: MerchantProfile;
}

const DAY_MS = 86_400_000;

/**
 * One payment from a bank account: its owner has authorized the debit, so that it is `authorized`; nothing goes to the network before it
 * is confirmed. The same two commits as for a card, with no question to the processor between them.
 */
export async function acceptDebit(
  deps: AuthorizeDeps,
  input: AuthorizeInput,
  { expected, profile }: DebitContext,
): Promise<PaymentRecord> {
  if (input.session.currency !== 'USD') throw methodNotAvailable();
  return storeOpened(
    deps.vault,
    () => deps.vault.openBankAccount(input.cardPayload, expected),
    ({ stored }) => acceptOpened(deps, input, profile, stored),
  );
}

async function acceptOpened(
  deps: AuthorizeDeps,
  input: AuthorizeInput,
  profile: MerchantProfile,
  stored: StoredCard,
): Promise<PaymentRecord> {
  const { session, challenge } = input;
  const processor = await deps.processors.route(routedBy(input, stored.masked));
  if (!processor.debits) throw methodNotAvailable();
  const now = deps.clock.now();
  const terms = paymentTerms(profile, { session, challenge, card: stored, ip: input.ip ?? null, now });
  const attemptId = newId('attempt', now);
  const verdict = await deps.payments.begin(
    intentOf(input, { masked: stored.masked, card: stored }, terms, processor.name, attemptId, now),
  );
  const begun = paymentOfVerdict(verdict);
  if (verdict.type === 'repeated') return begun;
  const expiresAt = new Date(now.getTime() + profile.authorizationDays * DAY_MS);
  const outcome = { type: 'accepted', authorizedMinor: begun.totalMinor, expiresAt } as const;
  return settleAuthorization(deps, begun, { attemptId, outcome, actor: SHOPPER, capture: input.session.capture });
}

function methodNotAvailable(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'method_not_available',
    param: 'method',
    audience: 'payer',
    message: 'This order cannot be paid from a bank account. Use a card.',
  });
}
