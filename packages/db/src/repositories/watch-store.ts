import type { CardsSeen, TestingEventType, UndecidedMethod, WatchStore } from '@fieldfare/access';
import type pg from 'pg';
import { spendNonce } from './nonces.ts';

interface SeenRow {
  count: number;
  last_at: Date | null;
}

interface UndecidedRow {
  payment_id: string;
  event: TestingEventType;
  session_id: string;
  merchant_id: string;
  network: string | null;
  fingerprint: Buffer;
  expires_at: Date;
}

const SEEN = `SELECT count(*)::int AS count, max(seen_at) AS last_at FROM watched_cards WHERE subject = $1 AND seen_at >= $2`;

/** What the watch of several servers shares. */
export function createWatchStore(pool: pg.Pool): WatchStore {
  const look = async (subject: string, since: Date): Promise<CardsSeen | null> => {
    const { rows } = await pool.query<SeenRow>({ name: 'cards_seen', text: SEEN, values: [subject, since] });
    const [row] = rows;
    return row?.last_at ? { count: row.count, lastAt: row.last_at } : null;
  };
  return {
    addCards: async (subject, cards, since) => {
      await pool.query({
        name: 'add_watched_cards',
        // In one order, so that two servers that add the same cards cannot wait for each other.
        text: `INSERT INTO watched_cards (subject, card, seen_at)
          SELECT $1, u.card, max(u.at) FROM unnest($2::bytea[], $3::timestamptz[]) AS u(card, at) GROUP BY u.card ORDER BY u.card
          ON CONFLICT (subject, card) DO UPDATE SET seen_at = greatest(watched_cards.seen_at, excluded.seen_at)`,
        values: [subject, cards.map(({ card }) => card), cards.map(({ at }) => at)],
      });
      return (await look(subject, since)) ?? { count: 0, lastAt: since };
    },
    cardsSeen: look,
    addRates: async (deltas) => {
      await pool.query({
        name: 'add_watched_rates',
        text: `INSERT INTO watched_rates (name, subject, minute, total, failed)
          SELECT u.name, u.subject, u.minute, sum(u.total), sum(u.failed)
          FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::int[]) AS u(name, subject, minute, total, failed)
          GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (name, subject, minute) DO UPDATE SET total = watched_rates.total + excluded.total, failed = watched_rates.failed + excluded.failed`,
        values: [
          deltas.map(({ name }) => name),
          deltas.map(({ subject }) => subject),
          deltas.map(({ minute }) => minute),
          deltas.map(({ total }) => total),
          deltas.map(({ failed }) => failed),
        ],
      });
    },
    rateSums: async (name, subject, since, until) => {
      const { rows } = await pool.query<{ total: number; failed: number }>({
        name: 'rate_sums',
        text: `SELECT coalesce(sum(total), 0)::int AS total, coalesce(sum(failed), 0)::int AS failed
          FROM watched_rates WHERE name = $1 AND subject = $2 AND minute >= $3 AND minute < $4`,
        values: [name, subject, since, until],
      });
      return rows[0] ?? { total: 0, failed: 0 };
    },
    claim: (name, until) => spendNonce(pool, 'security_event', name, until),
    keepUndecided: async ({ paymentId, event, sessionId, merchantId, network, fingerprint, until }) => {
      await pool.query({
        name: 'keep_undecided',
        text: `INSERT INTO undecided_methods (payment_id, event, session_id, merchant_id, network, fingerprint, expires_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        values: [paymentId, event, sessionId, merchantId, network, fingerprint, until],
      });
    },
    takeUndecided: async (paymentId) => {
      const { rows } = await pool.query<UndecidedRow>({
        name: 'take_undecided',
        text: 'DELETE FROM undecided_methods WHERE payment_id = $1 RETURNING *',
        values: [paymentId],
      });
      return rows[0] ? toUndecided(rows[0]) : null;
    },
  };
}

function toUndecided(row: UndecidedRow): UndecidedMethod {
  return {
    paymentId: row.payment_id,
    event: row.event,
    sessionId: row.session_id,
    merchantId: row.merchant_id,
    network: row.network,
    fingerprint: row.fingerprint,
    until: row.expires_at,
  };
}
