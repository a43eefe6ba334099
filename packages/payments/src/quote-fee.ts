import type { FeeMode, MaskedMethod } from '@fieldfare/protocol';
import { feeOf } from './fees.ts';
import type { FeeQuote } from './fees.ts';
import type { MerchantProfile } from './records.ts';

export interface Quotable {
  amountMinor: number;
  /** Fixed when the session was made. */
  feeMode: FeeMode;
}

type FeeRules = Pick<MerchantProfile, 'feeRules' | 'feeBps' | 'feeFixedMinor' | 'feeRounding'>;

/** What a method costs by the profile: the rule of its brand, else the rule of its method, else the profile's own fee. */
export function quoteFee(
  profile: FeeRules,
  { amountMinor, feeMode }: Quotable,
  method: Pick<MaskedMethod, 'type' | 'brand'>,
): FeeQuote {
  const rules = profile.feeRules.filter((rule) => rule.method === method.type);
  const rule =
    rules.find(({ brand }) => brand !== null && brand === method.brand) ?? rules.find(({ brand }) => brand === null);
  const { feeRounding } = profile;
  return rule
    ? feeOf(amountMinor, { feeMode, feeBps: rule.fee_bps, feeFixedMinor: rule.fee_fixed_minor, feeRounding })
    : feeOf(amountMinor, { feeMode, feeBps: profile.feeBps, feeFixedMinor: profile.feeFixedMinor, feeRounding });
}

/**
 * The quote that a shopper may have been shown: of the method without a brand, or of any brand that has a rule. Which of them it must be
 * is decided when the card is opened.
 */
export function quoteShown(
  profile: FeeRules,
  quotable: Quotable,
  type: MaskedMethod['type'],
  totalMinor: number,
): FeeQuote | null {
  const brands = [null, ...profile.feeRules.filter((rule) => rule.method === type).map(({ brand }) => brand)];
  const quotes = brands.map((brand) => quoteFee(profile, quotable, { type, brand }));
  return quotes.find((quote) => quote.totalMinor === totalMinor) ?? null;
}
