import type { PaymentRecord } from '@fieldfare/payments';
import type pg from 'pg';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';
import { toPush } from './push-row.ts';
import type { PushRow, ReplayedPush } from './push-row.ts';

/** One fact to tell, and its place in each room that hears it. */
export interface ClaimedFact {
  id: number;
  type: string;
  merchantId: string;
  sessionId: string | null;
  requestId: string | null;
  committedAt: Date;
  merchantRoomSequence: number | null;
  paymentRoomSequence: number | null;
  /** The room of the shopper whose payment it is, where they have an account. */
  shopperRoom: string | null;
  shopperRoomSequence: number | null;
  /** The payment as it stands now; its version may be past the one that the fact is about. */
  payment: PaymentRecord | null;
}

interface ClaimedRow {
  outbox_id: number;
  type: string;
  merchant_id: string;
  session_id: string | null;
  request_id: string | null;
  committed_at: Date;
  merchant_room_sequence: number | null;
  payment_room_sequence: number | null;
  shopper_room: string | null;
  shopper_room_sequence: number | null;
  payment: PaymentRow | null;
}

/** Claims facts that nobody has told yet. Two relays never claim the same one. */
export async function claimOutbox(pool: pg.Pool, maxRows: number, now: Date): Promise<ClaimedFact[]> {
  const { rows } = await pool.query<ClaimedRow>({
    name: 'claim_outbox',
    text: 'SELECT * FROM claim_outbox($1, $2)',
    values: [maxRows, now],
  });
  return rows.map((row) => ({
    id: row.outbox_id,
    type: row.type,
    merchantId: row.merchant_id,
    sessionId: row.session_id,
    requestId: row.request_id,
    committedAt: row.committed_at,
    merchantRoomSequence: row.merchant_room_sequence,
    paymentRoomSequence: row.payment_room_sequence,
    shopperRoom: row.shopper_room,
    shopperRoomSequence: row.shopper_room_sequence,
    payment: row.payment && toPayment(row.payment),
  }));
}

/** What a room was told after a sequence, in order, oldest first. */
export async function replayPushes(
  pool: pg.Pool,
  room: string,
  afterSequence: number,
  limit: number,
): Promise<ReplayedPush[]> {
  const { rows } = await pool.query<PushRow>({
    name: 'replay_pushes',
    text: `SELECT u.sequence, u.type, u.correlation_id, u.created_at, u.payload, to_jsonb(p) AS payment
      FROM pushes u LEFT JOIN payments p ON p.id = u.payment_id WHERE u.room = $1 AND u.sequence > $2 ORDER BY u.sequence LIMIT $3`,
    values: [room, afterSequence, limit],
  });
  return rows.map(toPush);
}

/** The newest sequence of a room; 0 where nothing was ever pushed. */
export async function roomSequence(pool: pg.Pool, room: string): Promise<number> {
  const { rows } = await pool.query<{ last_sequence: number }>({
    name: 'room_sequence',
    text: 'SELECT last_sequence FROM room_sequences WHERE room = $1',
    values: [room],
  });
  return rows[0]?.last_sequence ?? 0;
}
