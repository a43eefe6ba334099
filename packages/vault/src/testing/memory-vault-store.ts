import type { StoredFingerprintKey, StoredMerchantKey, VaultStore } from '../ports.ts';

/** The vault's rows in memory, with the guarantees that the database gives. */
export class MemoryVaultStore implements VaultStore {
  readonly merchantKeys = new Map<string, StoredMerchantKey>();
  storedFingerprintKey: StoredFingerprintKey | null = null;

  async merchantKey(merchantId: string, period: string): Promise<StoredMerchantKey | null> {
    return (
      [...this.merchantKeys.values()].find((key) => key.merchantId === merchantId && key.period === period) ?? null
    );
  }

  async merchantKeyById(id: string): Promise<StoredMerchantKey | null> {
    return this.merchantKeys.get(id) ?? null;
  }

  async insertMerchantKey(key: StoredMerchantKey): Promise<StoredMerchantKey> {
    const standing = await this.merchantKey(key.merchantId, key.period);
    if (standing) return standing;
    this.merchantKeys.set(key.id, key);
    return key;
  }

  async fingerprintKey(): Promise<StoredFingerprintKey | null> {
    return this.storedFingerprintKey;
  }

  async insertFingerprintKey(key: StoredFingerprintKey): Promise<StoredFingerprintKey> {
    this.storedFingerprintKey ??= key;
    return this.storedFingerprintKey;
  }
}
