import type { CardKeeping, CardKeepings } from '@fieldfare/payments';
import type pg from 'pg';

interface Row {
  id: string;
  merchant_id: string;
  card_token: string;
  processor: string;
  tries: number;
  asked_since: Date;
  asked_until: Date;
}

const STATES = { keep: 'due', detach: 'detaching' } as const;

/** What processors keep of merchants' saved cards, in PostgreSQL. Keepings begin in a trigger, and end in `vault.revoke_card`. */
export function createCardKeepings(pool: pg.Pool): CardKeepings {
  const move = async (name: string, set: string, where: string, values: unknown[]) => {
    await pool.query({
      name: `keeping_${name}`,
      text: `UPDATE card_keepings SET updated_at = $2, ${set} WHERE id = $1 AND ${where}`,
      values,
    });
  };
  return {
    claim: async (what, now, limit, until) => {
      const { rows } = await pool.query<Row>({
        name: 'claim_keepings',
        text: `SELECT id, merchant_id, card_token, processor, tries, asked_since, asked_until FROM claim_keepings($1, $2, $3, $4)`,
        values: [STATES[what], now, limit, until],
      });
      return rows.map(toKeeping);
    },
    kept: (id, now) => move('kept', `state = 'kept', due_at = NULL`, `state = 'due'`, [id, now]),
    notKept: (id, now) =>
      move('not_kept', `state = 'detaching', due_at = $2, tries = 0, refused_at = $2`, `state = 'due'`, [id, now]),
    detached: (id, now) => move('detached', `state = 'detached', due_at = NULL`, `state = 'detaching'`, [id, now]),
    left: (id, now) => move('left', `state = 'left', due_at = NULL`, `state = 'detaching'`, [id, now]),
    again: (id, dueAt, now) => move('again', 'due_at = $3', 'due_at IS NOT NULL', [id, now, dueAt]),
  };
}

function toKeeping(row: Row): CardKeeping {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    cardToken: row.card_token,
    processor: row.processor,
    tries: row.tries,
    askedSince: row.asked_since,
    askedUntil: row.asked_until,
  };
}
