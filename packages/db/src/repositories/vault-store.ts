import type { StoredMerchantKey, VaultStore } from '@fieldfare/vault';
import type pg from 'pg';
import { toDataKey } from './data-key-row.ts';
import type { DataKeyRow } from './data-key-row.ts';

/** The installation's own keys stand under no merchant. */
const INSTALLATION = '';
const FINGERPRINT = 'fingerprint';

const VAULT = { type: 'system', id: null, name: 'Vault' };

/** Wrapped data keys, by the vault's functions. Cards themselves are written by the intent's own statement. */
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
  };
}
