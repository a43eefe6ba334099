import type { AttemptRecord, CheckSchedule, PaymentRecord } from '@fieldfare/payments';
import type pg from 'pg';
import { toAttempt } from './attempt-row.ts';
import type { AttemptRow } from './attempt-row.ts';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';

/** Claims attempts that are due for a look (one that succeeded has been asked to be looked at once more, until that look ends), so that two servers never look at the same one, and puts their next look off. */
export async function claimDueAttempts(
  pool: pg.Pool,
  now: Date,
  limit: number,
  { nextCheck, nextSettledCheck, settledSince }: CheckSchedule,
): Promise<AttemptRecord[]> {
  const { rows } = await pool.query<AttemptRow>({
    name: 'claim_due_attempts',
    text: `WITH schedule AS (SELECT next, place - 1 AS checks FROM unnest($3::timestamptz[]) WITH ORDINALITY AS u(next, place))
      UPDATE attempts a SET checks = a.checks + 1, check_after = CASE
          WHEN a.state IN ('in_flight', 'unknown') OR a.type = 'authorize' THEN (SELECT s.next FROM schedule s WHERE s.checks = least(a.checks + 1, $4))
          WHEN a.created_at >= $6 THEN $5::timestamptz END
      WHERE a.id IN (SELECT d.id FROM attempts d WHERE d.check_after <= $1 ORDER BY d.check_after LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING a.id, a.payment_id, a.type, a.state, a.amount_minor, a.currency, a.processor, a.actor, a.created_at, a.checks, a.made_outside`,
    values: [
      now,
      limit,
      Array.from({ length: MAX_CHECKS + 1 }, (_, checks) => nextCheck(checks)),
      MAX_CHECKS,
      nextSettledCheck,
      settledSince,
    ],
  });
  return rows.map(toAttempt);
}

/** After this many looks the interval stays as it is. */
const MAX_CHECKS = 12;

export async function listLapsed(pool: pg.Pool, now: Date, limit: number): Promise<PaymentRecord[]> {
  const { rows } = await pool.query<{ payment: PaymentRow }>({
    name: 'list_lapsed',
    text: `SELECT to_jsonb(p) AS payment FROM payments p
      WHERE p.status = 'authorized' AND p.authorization_expires_at < $1 AND p.pending_operation IS NULL ORDER BY p.authorization_expires_at LIMIT $2`,
    values: [now, limit],
  });
  return rows.map((row) => toPayment(row.payment));
}
