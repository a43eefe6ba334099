import type { Profile } from '@fieldfare/protocol';
import type { MerchantProfile } from './records.ts';

/** The payment profile as REST and the console see it. */
export function presentProfile(profile: MerchantProfile): Profile {
  return {
    object: 'profile',
    merchant: profile.merchantId,
    name: profile.name,
    statement_descriptor: profile.statementDescriptor,
    mcc: profile.mcc,
    country: profile.country,
    allowed_origins: profile.allowedOrigins,
    methods: profile.methods,
    brands: profile.brands,
    currencies: profile.currencies,
    min_amount_minor: profile.minAmountMinor,
    max_amount_minor: profile.maxAmountMinor,
    fee_mode: profile.feeMode,
    fee_bps: profile.feeBps,
    fee_fixed_minor: profile.feeFixedMinor,
    fee_rounding: profile.feeRounding,
    fee_rules: profile.feeRules,
    refund_fee: profile.refundFee,
    duplicate_window_seconds: profile.duplicateWindowSeconds,
    velocity: profile.velocity,
    allowed_countries: profile.allowedCountries,
    denied_countries: profile.deniedCountries,
    publishable_key_modes: profile.publishableKeyModes,
    approvals: profile.approvals,
    bin_digits: profile.binDigits,
    saved_card_code: profile.savedCardCode,
    updated_at: profile.updatedAt.toISOString(),
  };
}
