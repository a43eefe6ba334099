import type { AttemptReader } from '@fieldfare/payments';
import type pg from 'pg';
import { toAttempt } from './attempt-row.ts';
import type { AttemptRow } from './attempt-row.ts';

/** Attempts as they are compared with the processors' books. */
export function createAttemptReader(pool: pg.Pool): AttemptReader {
  return {
    ofPayments: async (paymentIds) => {
      const { rows } = await pool.query<AttemptRow>({
        name: 'attempts_of_payments',
        text: `SELECT id, payment_id, type, state, amount_minor, currency, processor, actor, created_at, checks
          FROM attempts WHERE payment_id = ANY ($1) ORDER BY id`,
        values: [paymentIds],
      });
      return rows.map(toAttempt);
    },
  };
}
