import type { MerchantProfile } from '@fieldfare/payments';
import { ApprovalRules, FeeRule, Velocity } from '@fieldfare/protocol';
import * as z from 'zod';
import type { Merchant, PaymentProfile } from '../generated/client.ts';

const FeeRules = z.array(FeeRule);

/** A merchant and its profile as the engine knows them. What is kept as JSON is parsed like anything that comes from outside. */
export function toProfile(merchant: Merchant, profile: PaymentProfile): MerchantProfile {
  return {
    merchantId: merchant.id,
    name: merchant.name,
    status: merchant.status as MerchantProfile['status'],
    mcc: merchant.mcc,
    country: merchant.country,
    allowedOrigins: profile.allowedOrigins,
    methods: profile.methods as MerchantProfile['methods'],
    brands: profile.brands as MerchantProfile['brands'],
    currencies: profile.currencies as MerchantProfile['currencies'],
    statementDescriptor: profile.statementDescriptor,
    feeMode: profile.feeMode as MerchantProfile['feeMode'],
    feeBps: profile.feeBps,
    feeFixedMinor: profile.feeFixedMinor,
    feeRounding: profile.feeRounding as MerchantProfile['feeRounding'],
    feeRules: FeeRules.parse(profile.feeRules),
    refundFee: profile.refundFee as MerchantProfile['refundFee'],
    minAmountMinor: Number(profile.minAmountMinor),
    maxAmountMinor: Number(profile.maxAmountMinor),
    authorizationDays: profile.authorizationDays,
    duplicateWindowSeconds: profile.duplicateWindowSeconds,
    velocity: Velocity.parse(profile.velocity),
    allowedCountries: profile.allowedCountries,
    deniedCountries: profile.deniedCountries,
    publishableKeyModes: profile.publishableKeyModes as MerchantProfile['publishableKeyModes'],
    approvals: ApprovalRules.parse(profile.approvals),
    binDigits: profile.binDigits as MerchantProfile['binDigits'],
    savedCardCode: profile.savedCardCode as MerchantProfile['savedCardCode'],
    updatedAt: profile.updatedAt,
  };
}
