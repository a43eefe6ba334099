import type { KeyRingStore, StoredKey, VaultActor } from '@fieldfare/vault';
import type pg from 'pg';

interface KeyRow {
  kid: string;
  purpose: StoredKey['purpose'];
  public_jwk: StoredKey['publicJwk'];
  wrapped_private: Buffer | null;
  created_at: Date;
  not_after: Date | null;
  retired_at: Date | null;
  destroyed_at: Date | null;
}

/** The key ring's table, by the vault's functions. A root key's thumbprint is published beside it, so that field documents can pin it. */
export function createKeyRingStore(pool: pg.Pool): KeyRingStore {
  return {
    listKeys: async () => {
      const { rows } = await pool.query<KeyRow>('SELECT * FROM vault.list_keys()');
      return rows.map((row) => ({
        kid: row.kid,
        purpose: row.purpose,
        publicJwk: row.public_jwk,
        wrappedPrivate: row.wrapped_private,
        createdAt: row.created_at,
        notAfter: row.not_after,
        retiredAt: row.retired_at,
        destroyedAt: row.destroyed_at,
      }));
    },
    insertKeyIfNoneActive: async (key, actor) => {
      const { rows } = await pool.query<{ isInserted: boolean }>(
        'SELECT vault.insert_key($1, $2, $3::jsonb, $4, $5, $6, $7::jsonb) AS "isInserted"',
        [
          key.kid,
          key.purpose,
          JSON.stringify(key.publicJwk),
          key.wrappedPrivate,
          key.createdAt,
          key.notAfter,
          JSON.stringify(actor),
        ],
      );
      return rows[0]?.isInserted ?? false;
    },
    retireKey: (kid, at, actor) => moveKey(pool, 'retire_key', kid, at, actor),
    destroyKey: (kid, at, actor) => moveKey(pool, 'destroy_key', kid, at, actor),
  };
}

async function moveKey(
  pool: pg.Pool,
  name: 'retire_key' | 'destroy_key',
  kid: string,
  at: Date,
  actor: VaultActor,
): Promise<boolean> {
  const { rows } = await pool.query<{ isMoved: boolean }>(`SELECT vault.${name}($1, $2, $3::jsonb) AS "isMoved"`, [
    kid,
    at,
    JSON.stringify(actor),
  ]);
  return rows[0]?.isMoved ?? false;
}
