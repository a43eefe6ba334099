import type { MovedSecret, ReencryptionPosition, SecretToMove } from '@fieldfare/vault';
import type pg from 'pg';

interface SecretRow {
  id: string;
  merchant_id: string;
  purpose: string;
  data_key_id: string;
  period: string;
  sealed: Buffer;
}

/** Locks the next secrets under retired keys for as long as the client's transaction lasts. */
export async function claimSecrets(
  client: pg.PoolClient,
  after: ReencryptionPosition | null,
  limit: number,
): Promise<SecretToMove[]> {
  const { rows } = await client.query<SecretRow>({
    name: 'claim_secrets',
    text: 'SELECT id, merchant_id, purpose, data_key_id, period, sealed FROM vault.claim_secrets($1, $2, $3)',
    values: [after?.dataKeyId ?? '', after?.row ?? '', limit],
  });
  return rows.map((row) => ({
    id: row.id,
    merchantId: row.merchant_id,
    purpose: row.purpose,
    dataKeyId: row.data_key_id,
    period: row.period,
    sealed: row.sealed,
  }));
}

/** Answers how many of them were still where they were claimed from. */
export async function writeSecrets(
  client: pg.PoolClient,
  runId: string,
  secrets: readonly MovedSecret[],
): Promise<number> {
  if (secrets.length === 0) return 0;
  const { rows } = await client.query<{ moved: number }>({
    name: 'move_secrets',
    text: 'SELECT vault.move_secrets($1, $2::text[], $3::text[], $4::text[], $5::bytea[]) AS moved',
    values: [
      runId,
      secrets.map((secret) => secret.id),
      secrets.map((secret) => secret.fromKeyId),
      secrets.map((secret) => secret.toKeyId),
      secrets.map((secret) => secret.sealed),
    ],
  });
  return rows[0]?.moved ?? 0;
}
