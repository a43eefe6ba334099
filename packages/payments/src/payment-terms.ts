import type { ChallengeClaims } from '@fieldfare/protocol';
import { AmountChanged } from './amount-changed.ts';
import { assertMethodAllowed } from './assert-method-allowed.ts';
import { historyChecksOf } from './history-checks.ts';
import type { HistoryChecks } from './history-checks.ts';
import type { StoredCard } from './ports/card-vault.ts';
import { quoteFee } from './quote-fee.ts';
import type { MerchantProfile, SessionRecord } from './records.ts';

/** What the profile makes of one opened card: what it costs, what the statement says, which history is looked at. */
export interface PaymentTerms {
  feeMinor: number;
  statementDescriptor: string;
  checks: HistoryChecks | null;
}

export interface TermsInput {
  session: SessionRecord;
  challenge: ChallengeClaims;
  card: Pick<StoredCard, 'masked' | 'fingerprint'>;
  /** The shopper's network address, where it is known. */
  ip: string | null;
  now: Date;
}

/**
 * Decides by the card that was really opened: whether the profile takes it, and what the payment costs. Where that is another total than
 * the shopper was shown, nothing is charged.
 */
export function paymentTerms(
  profile: MerchantProfile,
  { session, challenge, card, ip, now }: TermsInput,
): PaymentTerms {
  assertMethodAllowed(profile, session, card.masked);
  const quote = quoteFee(profile, session, card.masked);
  if (quote.totalMinor !== challenge.total_minor) throw new AmountChanged(quote, session.currency);
  return {
    feeMinor: quote.feeMinor,
    statementDescriptor: profile.statementDescriptor,
    checks: historyChecksOf(profile, { fingerprint: card.fingerprint, ip, now }),
  };
}
