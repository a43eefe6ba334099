import type {
  CardToMove,
  MovedCard,
  Reencryption,
  ReencryptionEnd,
  ReencryptionStore,
  SealedReference,
} from '@fieldfare/vault';
import type pg from 'pg';
import { inTransaction } from '../in-transaction.ts';
import { claimSecrets, writeSecrets } from './moved-secrets.ts';
import { unlessKeyGone } from './unless-key-gone.ts';

interface ReencryptionRow {
  id: string;
  mode: Reencryption['mode'];
  total: number;
  done: number;
  secrets_total: number;
  secrets_done: number;
  started_at: Date;
  may_finish_at: Date;
}

interface CardRow {
  token: string;
  merchant_id: string;
  data_key_id: string;
  period: string;
  wrapped_key: Buffer;
  ciphertext: Buffer;
}

/** Re-encryptions, by the vault's functions. A batch is one transaction on a connection of its own. */
export function createReencryptionStore(pool: pg.Pool): ReencryptionStore {
  const current = async (): Promise<Reencryption | null> => {
    const { rows } = await pool.query<ReencryptionRow>('SELECT * FROM vault.current_reencryption()');
    return rows[0] ? toReencryption(rows[0]) : null;
  };
  const moving = <T>(work: (client: pg.PoolClient) => Promise<T>) => unlessKeyGone(inTransaction(pool, work));
  return {
    currentReencryption: current,
    beginReencryption: async (id, mode, actor) => {
      await pool.query('SELECT vault.begin_reencryption($1, $2, $3::jsonb)', [id, mode, JSON.stringify(actor)]);
      const begun = await current();
      if (!begun) throw new TypeError('a re-encryption vanished while it was being begun');
      return begun;
    },
    moveCards: ({ id, mode }, after, limit, move) =>
      moving(async (client) => {
        const cards = await claimCards(client, [after?.dataKeyId ?? '', after?.row ?? '', limit]);
        const last = cards.at(-1);
        if (!last) return null;
        if (mode === 'full') await readReferences(client, cards);
        const moved = await writeCards(client, id, await move(cards));
        return { position: { dataKeyId: last.dataKeyId, row: last.token }, moved };
      }),
    moveSecrets: ({ id }, after, limit, move) =>
      moving(async (client) => {
        const secrets = await claimSecrets(client, after, limit);
        const last = secrets.at(-1);
        if (!last) return null;
        const moved = await writeSecrets(client, id, await move(secrets));
        return { position: { dataKeyId: last.dataKeyId, row: last.id }, moved };
      }),
    finishReencryption: async (id, actor) => {
      const { rows } = await pool.query<{ end: ReencryptionEnd }>(
        'SELECT vault.finish_reencryption($1, $2::jsonb) AS end',
        [id, JSON.stringify(actor)],
      );
      return rows[0]?.end ?? 'not_running';
    },
  };
}

async function claimCards(client: pg.PoolClient, values: unknown[]): Promise<CardToMove[]> {
  const { rows } = await client.query<CardRow>({
    name: 'claim_cards',
    text: 'SELECT token, merchant_id, data_key_id, period, wrapped_key, ciphertext FROM vault.claim_cards($1, $2, $3)',
    values,
  });
  return rows.map((row) => ({
    token: row.token,
    merchantId: row.merchant_id,
    dataKeyId: row.data_key_id,
    period: row.period,
    wrappedKey: row.wrapped_key,
    ciphertext: row.ciphertext,
    references: [],
  }));
}

async function readReferences(client: pg.PoolClient, cards: readonly CardToMove[]): Promise<void> {
  const { rows } = await client.query<SealedReference & { token: string }>({
    name: 'references_of',
    text: 'SELECT token, processor, sealed FROM vault.references_of($1::text[])',
    values: [cards.map(({ token }) => token)],
  });
  const byToken = new Map(cards.map((card) => [card.token, card]));
  for (const { token, processor, sealed } of rows) byToken.get(token)?.references.push({ processor, sealed });
}

async function writeReferences(client: pg.PoolClient, cards: readonly MovedCard[]): Promise<void> {
  const all = cards.flatMap(({ token, references }) => references.map((reference) => ({ token, ...reference })));
  if (all.length === 0) return;
  await client.query({
    name: 'move_references',
    text: 'SELECT vault.move_references($1::text[], $2::text[], $3::bytea[])',
    values: [all.map(({ token }) => token), all.map(({ processor }) => processor), all.map(({ sealed }) => sealed)],
  });
}

async function writeCards(client: pg.PoolClient, id: string, cards: readonly MovedCard[]): Promise<number> {
  if (cards.length === 0) return 0;
  const { rows } = await client.query<{ moved: number }>({
    name: 'move_cards',
    text: 'SELECT vault.move_cards($1, $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[]) AS moved',
    values: [
      id,
      cards.map((card) => card.token),
      cards.map((card) => card.fromKeyId),
      cards.map((card) => card.toKeyId),
      cards.map((card) => card.wrappedKey),
      cards.map((card) => card.ciphertext),
    ],
  });
  await writeReferences(client, cards);
  return rows[0]?.moved ?? 0;
}

function toReencryption(row: ReencryptionRow): Reencryption {
  return {
    id: row.id,
    mode: row.mode,
    total: row.total,
    done: row.done,
    secretsTotal: row.secrets_total,
    secretsDone: row.secrets_done,
    startedAt: row.started_at,
    mayFinishAt: row.may_finish_at,
  };
}
