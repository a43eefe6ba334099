import type { KeyRingStore, StoredKey } from '@fieldfare/vault';
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

/** The key ring's table. A root key's thumbprint is published beside it, so that field documents can pin it. */
export function createKeyRingStore(pool: pg.Pool): KeyRingStore {
  return {
    listKeys: async () => {
      const { rows } = await pool.query<KeyRow>(
        'SELECT * FROM vault.key_ring WHERE destroyed_at IS NULL ORDER BY created_at, kid',
      );
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
    insertKeyIfNoneActive: async (key) => {
      const { rows } = await pool.query(
        `WITH inserted AS (
          INSERT INTO vault.key_ring (kid, purpose, public_jwk, wrapped_private, created_at, not_after) VALUES ($1, $2, $3::jsonb, $4, $5, $6)
          ON CONFLICT (purpose) WHERE retired_at IS NULL DO NOTHING RETURNING kid, purpose, created_at
        ), published AS (INSERT INTO signing_roots (thumbprint, created_at) SELECT kid, created_at FROM inserted WHERE purpose = 'root'),
        noted AS (INSERT INTO audit_log (actor, action, subject, created_at) SELECT '{"type": "system", "id": null, "name": "Key ring"}', 'key.create', kid, created_at FROM inserted)
        SELECT kid FROM inserted`,
        [key.kid, key.purpose, JSON.stringify(key.publicJwk), key.wrappedPrivate, key.createdAt, key.notAfter],
      );
      return rows.length === 1;
    },
    retireKey: (kid, at) => moveKey(pool, 'key.retire', 'retired_at = $2', 'retired_at IS NULL', kid, at),
    destroyKey: (kid, at) =>
      moveKey(
        pool,
        'key.destroy',
        'destroyed_at = $2, wrapped_private = NULL, retired_at = coalesce(retired_at, $2)',
        'destroyed_at IS NULL',
        kid,
        at,
      ),
  };
}

async function moveKey(
  pool: pg.Pool,
  action: string,
  assignment: string,
  condition: string,
  kid: string,
  at: Date,
): Promise<void> {
  await pool.query(
    `WITH moved AS (UPDATE vault.key_ring SET ${assignment} WHERE kid = $1 AND ${condition} RETURNING kid),
      withdrawn AS (UPDATE signing_roots SET retired_at = $2 WHERE thumbprint IN (SELECT kid FROM moved) AND retired_at IS NULL)
    INSERT INTO audit_log (actor, action, subject, created_at) SELECT '{"type": "system", "id": null, "name": "Key ring"}', $3, kid, $2 FROM moved`,
    [kid, at, action],
  );
}
