import type { SecretStore } from '@fieldfare/vault';
import type pg from 'pg';

/** Whose keys seal what belongs to people and to no merchant: one a month for the installation, moved by a re-encryption like any merchant's. */
export const SECRETS_OF_PEOPLE = 'people';

/** Sealed secrets, by the vault's functions. */
export function createSecretStore(pool: pg.Pool): SecretStore {
  return {
    keep: async ({ id, merchantId, purpose, dataKeyId, sealed, createdAt }) => {
      const { rows } = await pool.query<{ is_kept: boolean }>(
        'SELECT vault.keep_secret($1, $2, $3, $4, $5, $6) AS is_kept',
        [id, merchantId, purpose, dataKeyId, sealed, createdAt],
      );
      return rows[0]?.is_kept ?? false;
    },
    find: async ({ id, merchantId, purpose }) => {
      const { rows } = await pool.query<{ data_key_id: string; sealed: Buffer }>({
        name: 'find_secret',
        text: 'SELECT data_key_id, sealed FROM vault.find_secret($1, $2, $3)',
        values: [id, merchantId, purpose],
      });
      return rows[0] ? { dataKeyId: rows[0].data_key_id, sealed: rows[0].sealed } : null;
    },
    forget: async (id, merchantId) => {
      await pool.query('SELECT vault.forget_secret($1, $2)', [id, merchantId]);
    },
  };
}
