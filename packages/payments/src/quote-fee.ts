import { FieldfareError, MAX_AMOUNT_MINOR } from '@fieldfare/protocol';
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
  return quotesOf(profile, quotable, type).find((quote) => quote.totalMinor === totalMinor) ?? null;
}

/** Refuses an amount whose total, by the fee of any card or account that the methods admit, is more than a payment may be. */
export function assertTotalsPossible(
  profile: FeeRules,
  quotable: Quotable,
  methods: readonly MaskedMethod['type'][],
): void {
  const quotes = methods.flatMap((type) => quotesOf(profile, quotable, type));
  if (quotes.every(({ totalMinor }) => totalMinor <= MAX_AMOUNT_MINOR)) return;
  throw new FieldfareError('validation_error', {
    detail: 'amount_not_allowed',
    param: 'amount_minor',
    message: `With its service fee the amount comes to more than ${MAX_AMOUNT_MINOR} minor units, which is the most that a payment may be.`,
  });
}

function quotesOf(profile: FeeRules, quotable: Quotable, type: MaskedMethod['type']): FeeQuote[] {
  const brands = [null, ...profile.feeRules.filter((rule) => rule.method === type).map(({ brand }) => brand)];
  return brands.map((brand) => quoteFee(profile, quotable, { type, brand }));
}
