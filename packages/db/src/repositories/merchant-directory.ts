import type { MerchantDirectory, MerchantProfile } from '@fieldfare/payments';
import type { Database } from '../connect.ts';
import { toProfile } from './profile-row.ts';

/** Also answers for many merchants at once. */
export interface MerchantProfiles extends MerchantDirectory {
  /** One query. An id that is left out does not exist. */
  profiles(merchantIds: string[]): Promise<Map<string, MerchantProfile>>;
}

/** Merchants and what they allow. Ask through a cache where it is asked for every message. */
export function createMerchantDirectory({ prisma }: Database): MerchantProfiles {
  return {
    profile: async (merchantId) => {
      const merchant = await prisma.merchant.findUnique({ where: { id: merchantId }, include: { profile: true } });
      return merchant?.profile ? toProfile(merchant, merchant.profile) : null;
    },
    profiles: async (merchantIds) => {
      const rows = await prisma.paymentProfile.findMany({
        where: { merchantId: { in: merchantIds } },
        include: { merchant: true },
      });
      return new Map(rows.map((profile) => [profile.merchantId, toProfile(profile.merchant, profile)]));
    },
  };
}
