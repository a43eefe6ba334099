import type { CardRevocation, SealedCard, StoredFingerprintKey, StoredMerchantKey, VaultStore } from '../ports.ts';

/** The vault's rows in memory, with the guarantees that the database gives. */
export class MemoryVaultStore implements VaultStore {
  readonly merchantKeys = new Map<string, StoredMerchantKey>();
  storedFingerprintKey: StoredFingerprintKey | null = null;
  /** By token; null once revoked. */
  readonly cards = new Map<string, { merchantId: string; card: SealedCard | null }>();
  /** By token and processor. */
  readonly references = new Map<string, Buffer>();

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

  async findCard(token: string, merchantId: string, processor = '') {
    const row = this.cards.get(token);
    if (row?.merchantId !== merchantId) return null;
    const reference = this.references.get(`${token} ${processor}`) ?? null;
    return row.card
      ? { isRevoked: false as const, card: row.card, reference }
      : { isRevoked: true as const, reference: null };
  }

  async revokeCard(token: string, merchantId: string): Promise<CardRevocation> {
    const row = this.cards.get(token);
    if (row?.merchantId !== merchantId) return 'not_found';
    if (!row.card) return 'already_revoked';
    row.card = null;
    for (const name of this.references.keys()) if (name.startsWith(`${token} `)) this.references.delete(name);
    return 'revoked';
  }

  async keepReference(card: SealedCard, processor: string, sealed: Buffer): Promise<boolean> {
    if (!this.cards.get(card.token)?.card?.ciphertext.equals(card.ciphertext)) return false;
    this.references.set(`${card.token} ${processor}`, sealed);
    return true;
  }

  async forgetReference(token: string, merchantId: string, processor: string): Promise<void> {
    if (this.cards.get(token)?.merchantId === merchantId) this.references.delete(`${token} ${processor}`);
  }
}
