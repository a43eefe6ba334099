import { FieldfareError, formatMoney } from '@fieldfare/protocol';
import type { ChallengeClaims } from '@fieldfare/protocol';
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
  card: StoredCard;
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
  const { feeMinor, totalMinor } = quoteFee(profile, session, card.masked);
  if (totalMinor !== challenge.total_minor) {
    const total = formatMoney({ amountMinor: totalMinor, currency: session.currency });
    throw new FieldfareError('conflict', {
      detail: 'amount_changed',
      audience: 'payer',
      message: `With this card the total is ${total}. You have not been charged; please look at it and pay again.`,
    });
  }
  return {
    feeMinor,
    statementDescriptor: profile.statementDescriptor,
    checks: historyChecksOf(profile, { fingerprint: card.fingerprint, ip, now }),
  };
}
