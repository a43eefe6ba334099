import type { PaymentRecord } from '@fieldfare/payments';
import type pg from 'pg';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';
import { toPush } from './push-row.ts';
import type { PushRow, ReplayedPush } from './push-row.ts';

/** A push and the room that it belongs to. */
export interface RoomPush extends ReplayedPush {
  room: string;
}

/** What was pushed to each of these rooms after the sequence that is named for it: by room, in order. */
export async function pushesAfter(
  pool: pg.Pool,
  cursors: ReadonlyMap<string, number>,
  limit: number,
): Promise<RoomPush[]> {
  if (cursors.size === 0) return [];
  const { rows } = await pool.query<PushRow & { room: string }>({
    name: 'pushes_after',
    text: `SELECT u.room, u.sequence, u.type, u.correlation_id, u.created_at, u.payload, to_jsonb(p) AS payment
      FROM unnest($1::text[], $2::bigint[]) AS r(room, after) JOIN pushes u ON u.room = r.room AND u.sequence > r.after
      LEFT JOIN payments p ON p.id = u.payment_id ORDER BY u.room, u.sequence LIMIT $3`,
    values: [[...cursors.keys()], [...cursors.values()], limit],
  });
  return rows.map((row) => Object.assign(toPush(row), { room: row.room }));
}

/** Puts one push into a room and answers its sequence. */
export async function pushToRoom(
  pool: pg.Pool,
  push: { room: string; type: string; payload: unknown; correlationId: string | null; at: Date },
): Promise<number> {
  const { rows } = await pool.query<{ sequence: number }>({
    name: 'push_to_room',
    text: 'SELECT push_to_room($1, $2, $3, $4, $5) AS sequence',
    values: [push.room, push.type, JSON.stringify(push.payload), push.correlationId, push.at],
  });
  return rows[0]?.sequence ?? 0;
}

/** The present payment of each of these sessions that changed since then. */
export async function paymentsOfSessions(
  pool: pg.Pool,
  sessionIds: readonly string[],
  since: Date,
): Promise<{ sessionId: string; payment: PaymentRecord }[]> {
  const { rows } = await pool.query<{ session_id: string; payment: PaymentRow }>({
    name: 'payments_of_sessions',
    text: `SELECT s.id AS session_id, to_jsonb(p) AS payment FROM sessions s JOIN payments p ON p.id = s.payment_id
      WHERE s.id = ANY ($1) AND p.updated_at >= $2`,
    values: [sessionIds, since],
  });
  return rows.map((row) => ({ sessionId: row.session_id, payment: toPayment(row.payment) }));
}
