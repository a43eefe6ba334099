import type { EncryptionContext, StoredMerchantKey } from '../ports.ts';

/** What a merchant's key is bound to: moved to another merchant or month it opens no more. */
export function merchantKeyContext({
  id,
  merchantId,
  period,
}: Pick<StoredMerchantKey, 'id' | 'merchantId' | 'period'>): EncryptionContext {
  return { use: 'merchant_key', key: id, merchant: merchantId, period };
}

export function fingerprintKeyContext(id: string): EncryptionContext {
  return { use: 'fingerprint_key', key: id };
}
