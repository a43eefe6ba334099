import type { FeeMode, FeeRounding } from '@fieldfare/protocol';

export interface FeeRule {
  feeMode: FeeMode;
  feeBps: number;
  feeFixedMinor: number;
  feeRounding?: FeeRounding;
}

export interface FeeQuote {
  feeMinor: number;
  totalMinor: number;
}

/** What is added before the division by 10,000 cuts off. */
const ROUNDING: Record<FeeRounding, number> = { half_up: 5_000, up: 9_999, down: 0 };

/**
 * The fee of an amount: basis points of it plus a fixed part, rounded to the minor unit (half up unless told), never more than the amount.
 * `merchant_fee` is kept from the merchant's share; `service_fee` is added to what the shopper pays.
 */
export function feeOf(amountMinor: number, rule: FeeRule): FeeQuote {
  // Integers throughout: amount * bps stays below 2^53 for every amount that the protocol admits.
  const variable = Math.floor((amountMinor * rule.feeBps + ROUNDING[rule.feeRounding ?? 'half_up']) / 10_000);
  const feeMinor = Math.min(variable + rule.feeFixedMinor, amountMinor);
  return { feeMinor, totalMinor: rule.feeMode === 'service_fee' ? amountMinor + feeMinor : amountMinor };
}

/**
 * The part of a payment's fee that returns with a refund, rounded down cumulatively: what several refunds return adds up, and once
 * everything is refunded the whole fee has returned.
 */
export function refundedFeeOf(
  { feeMinor, capturedMinor, refundedMinor }: { feeMinor: number; capturedMinor: number; refundedMinor: number },
  amountMinor: number,
): number {
  const charged = BigInt(Math.min(feeMinor, capturedMinor));
  // Amounts multiply beyond 2^53, so that this one division is made of big integers.
  const returnedBy = (refunded: number) => Number((charged * BigInt(refunded)) / BigInt(capturedMinor));
  return returnedBy(refundedMinor + amountMinor) - returnedBy(refundedMinor);
}
