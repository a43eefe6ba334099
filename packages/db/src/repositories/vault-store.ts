import type { CardRevocation, StoredMerchantKey, VaultStore } from '@fieldfare/vault';
import type pg from 'pg';
import { toDataKey } from './data-key-row.ts';
import type { DataKeyRow } from './data-key-row.ts';

interface FoundRow {
  data_key_id: string;
  wrapped_key: Buffer | null;
  ciphertext: Buffer | null;
  sealed_reference: Buffer | null;
}

/** The installation's own keys stand under no merchant. */
const INSTALLATION = '';
const FINGERPRINT = 'fingerprint';

const VAULT = { type: 'system', id: null, name: 'Vault' };

/** Wrapped data keys and saved cards, by the vault's functions. New cards are written by the intent's own statement. */
export function createVaultStore(pool: pg.Pool): VaultStore {
  const findOne = async (call: string, values: unknown[]): Promise<StoredMerchantKey | null> => {
    const { rows } = await pool.query<DataKeyRow>(
      `SELECT id, merchant_id, period, wrapped, created_at FROM vault.${call}`,
      values,
    );
    return rows[0] ? toDataKey(rows[0]) : null;
  };
  const byPeriod = (merchantId: string, period: string) => findOne('find_data_key($1, $2)', [merchantId, period]);
  const insert = async (key: StoredMerchantKey): Promise<StoredMerchantKey> => {
    const values = [key.id, key.merchantId, key.period, key.wrapped, key.createdAt, JSON.stringify(VAULT)];
    const standing = await findOne('insert_data_key($1, $2, $3, $4, $5, $6::jsonb)', values);
    if (!standing) throw new TypeError('a data key vanished while it was being made');
    return standing;
  };
  return {
    merchantKey: byPeriod,
    merchantKeyById: (id) => findOne('data_key($1)', [id]),
    insertMerchantKey: insert,
    fingerprintKey: () => byPeriod(INSTALLATION, FINGERPRINT),
    insertFingerprintKey: (key) => insert({ ...key, merchantId: INSTALLATION, period: FINGERPRINT }),
    findCard: async (token, merchantId, processor = '') => {
      const { rows } = await pool.query<FoundRow>({
        name: 'find_card',
        text: 'SELECT data_key_id, wrapped_key, ciphertext, sealed_reference FROM vault.find_card($1, $2, $3)',
        values: [token, merchantId, processor],
      });
      const row = rows[0];
      if (!row) return null;
      const { data_key_id: dataKeyId, wrapped_key: wrappedKey, ciphertext, sealed_reference: reference } = row;
      if (!wrappedKey || !ciphertext) return { isRevoked: true, reference: null };
      return { isRevoked: false, card: { token, merchantId, dataKeyId, wrappedKey, ciphertext }, reference };
    },
    revokeCard: async (token, merchantId, at, actor) => {
      const { rows } = await pool.query<{ revocation: CardRevocation }>(
        'SELECT vault.revoke_card($1, $2, $3, $4::jsonb) AS revocation',
        [token, merchantId, at, JSON.stringify(actor)],
      );
      return rows[0]?.revocation ?? 'not_found';
    },
    keepReference: async (card, processor, sealed, at) => {
      const { rows } = await pool.query<{ isKept: boolean }>(
        'SELECT vault.keep_reference($1, $2, $3, $4, $5, $6) AS "isKept"',
        [card.token, card.merchantId, processor, sealed, card.ciphertext, at],
      );
      return rows[0]?.isKept ?? false;
    },
    forgetReference: async (token, merchantId, processor, at) => {
      await pool.query('SELECT vault.forget_reference($1, $2, $3, $4)', [token, merchantId, processor, at]);
    },
  };
}
