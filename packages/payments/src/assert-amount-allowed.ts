import { FieldfareError } from '@fieldfare/protocol';
import type { CaptureMethod, Currency } from '@fieldfare/protocol';
import type { MerchantProfile } from './records.ts';

/** What is about to be asked for, in minor units of its currency. */
export interface AskedAmount {
  amountMinor: number;
  currency: Currency;
  capture: CaptureMethod;
}

type AmountRules = Pick<MerchantProfile, 'minAmountMinor' | 'maxAmountMinor' | 'currencies' | 'approvals'>;

/** Refuses an amount, a currency or an automatic capture that the merchant's profile does not allow, in words for its developer. */
export function assertAmountAllowed(profile: AmountRules, { amountMinor, currency, capture }: AskedAmount): void {
  if (amountMinor < profile.minAmountMinor || amountMinor > profile.maxAmountMinor) {
    throw new FieldfareError('validation_error', {
      detail: 'amount_not_allowed',
      param: 'amount_minor',
      message: `The amount must lie between ${profile.minAmountMinor} and ${profile.maxAmountMinor} minor units.`,
    });
  }
  assertCurrencyAllowed(profile, currency);
  const { confirm_above_minor: limit } = profile.approvals;
  if (capture === 'automatic' && limit !== null && amountMinor > limit) {
    throw new FieldfareError('validation_error', {
      detail: 'approval_required',
      param: 'capture',
      message: `Confirming more than ${limit} minor units needs approval, so that it cannot be automatic. Use capture "manual".`,
    });
  }
}

/** Refuses a currency that the merchant's profile does not take. */
export function assertCurrencyAllowed({ currencies }: Pick<AmountRules, 'currencies'>, currency: Currency): void {
  if (currencies.length === 0 || currencies.includes(currency)) return;
  throw new FieldfareError('validation_error', {
    detail: 'currency_not_allowed',
    param: 'currency',
    message: `The currency ${currency} is not among those of this merchant's payment profile: ${currencies.join(', ')}.`,
  });
}
