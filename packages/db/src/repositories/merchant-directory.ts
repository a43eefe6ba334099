import type { MerchantDirectory, MerchantProfile } from '@fieldfare/payments';
import type { Database } from '../connect.ts';

/** Merchants and what they allow. Ask through a cache where it is asked for every message. */
export function createMerchantDirectory({ prisma }: Database): MerchantDirectory {
  return {
    profile: async (merchantId) => {
      const merchant = await prisma.merchant.findUnique({ where: { id: merchantId }, include: { profile: true } });
      const profile = merchant?.profile;
      if (!profile) return null;
      return {
        merchantId,
        name: merchant.name,
        status: merchant.status as MerchantProfile['status'],
        allowedOrigins: profile.allowedOrigins,
        methods: profile.methods as MerchantProfile['methods'],
        statementDescriptor: profile.statementDescriptor,
        feeMode: profile.feeMode as MerchantProfile['feeMode'],
        feeBps: profile.feeBps,
        feeFixedMinor: profile.feeFixedMinor,
        minAmountMinor: Number(profile.minAmountMinor),
        maxAmountMinor: Number(profile.maxAmountMinor),
        authorizationDays: profile.authorizationDays,
      };
    },
  };
}
