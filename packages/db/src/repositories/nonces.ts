import type pg from 'pg';

export type NonceKind = 'sibling' | 'security_event';

/** Spends something that may be used once. True for the first; the primary key decides, whichever server asks. */
export async function spendNonce(pool: pg.Pool, kind: NonceKind, id: string, expiresAt: Date): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'spend_nonce',
    text: 'INSERT INTO nonces (kind, id, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    values: [kind, id, expiresAt],
  });
  return rowCount === 1;
}
