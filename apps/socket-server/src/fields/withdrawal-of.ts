import type { ApiKeyStatus } from '@fieldfare/access';
import type { MerchantProfile } from '@fieldfare/payments';

/** Why an open connection may no longer be what its token says. */
export type Withdrawal = 'key_revoked' | 'merchant_disabled' | 'origin_removed';

/** What has been withdrawn since the token was issued. Null where nothing is amiss. */
export function withdrawalOf(
  key: ApiKeyStatus | undefined,
  merchant: MerchantProfile | undefined,
  origin: string,
  now: Date,
): Withdrawal | null {
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return 'key_revoked';
  if (!merchant || merchant.status !== 'active' || key.merchantStatus !== 'active') return 'merchant_disabled';
  return merchant.allowedOrigins.includes(origin) ? null : 'origin_removed';
}
