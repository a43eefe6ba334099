import type { StoredMerchantKey, VaultStore } from '@fieldfare/vault';
import type pg from 'pg';

interface DataKeyRow {
  id: string;
  merchant_id: string;
  period: string;
  wrapped: Buffer;
  created_at: Date;
}

/** The installation's own keys stand under no merchant. */
const INSTALLATION = '';
const FINGERPRINT = 'fingerprint';

/** Wrapped data keys. Cards themselves are written by the intent's own statement. */
export function createVaultStore(pool: pg.Pool): VaultStore {
  const findOne = async (condition: string, values: unknown[]): Promise<StoredMerchantKey | null> => {
    const { rows } = await pool.query<DataKeyRow>(
      `SELECT id, merchant_id, period, wrapped, created_at FROM vault.data_keys WHERE ${condition}`,
      values,
    );
    return rows[0] ? toKey(rows[0]) : null;
  };
  const byPeriod = (merchantId: string, period: string) =>
    findOne('merchant_id = $1 AND period = $2', [merchantId, period]);
  const insert = async (key: StoredMerchantKey): Promise<StoredMerchantKey> => {
    await pool.query(
      'INSERT INTO vault.data_keys (id, merchant_id, period, wrapped, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (merchant_id, period) DO NOTHING',
      [key.id, key.merchantId, key.period, key.wrapped, key.createdAt],
    );
    const standing = await byPeriod(key.merchantId, key.period);
    if (!standing) throw new TypeError('a data key vanished while it was being made');
    return standing;
  };
  return {
    merchantKey: byPeriod,
    merchantKeyById: (id) => findOne('id = $1', [id]),
    insertMerchantKey: insert,
    fingerprintKey: () => byPeriod(INSTALLATION, FINGERPRINT),
    insertFingerprintKey: (key) => insert({ ...key, merchantId: INSTALLATION, period: FINGERPRINT }),
  };
}

function toKey(row: DataKeyRow): StoredMerchantKey {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    period: row.period,
    wrapped: row.wrapped,
    createdAt: row.created_at,
  };
}
