import type { MerchantProfile } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';

/** The profile of a merchant that may take payments. */
export async function activeProfile(
  { merchants }: Pick<Deps, 'merchants'>,
  merchantId: string,
): Promise<MerchantProfile> {
  const profile = await merchants.profile(merchantId);
  if (profile?.status === 'active') return profile;
  throw new FieldfareError('permission_denied', {
    detail: 'merchant_disabled',
    message: 'This merchant cannot take payments at the moment.',
  });
}
